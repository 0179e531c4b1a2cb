package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.rule.ColumnPruning;
import io.weir.table.rule.ConstantGroups;
import io.weir.table.rule.CorrelatesToUnnests;
import io.weir.table.rule.Correlations;
import io.weir.table.rule.FiltersBelowMarks;
import io.weir.table.rule.FiltersIntoScans;
import io.weir.table.rule.FirstRows;
import io.weir.table.rule.GroupsBelowJoins;
import io.weir.table.rule.ImpliedDisjunctions;
import io.weir.table.rule.JoinOrder;
import io.weir.table.rule.LiteralAggregates;
import io.weir.table.rule.LongDisjunctions;
import io.weir.table.rule.MultisetOperations;
import io.weir.table.rule.OrderedAggregates;
import io.weir.table.rule.OuterUnnests;
import io.weir.table.rule.ScansApart;
import io.weir.table.rule.SubqueriesToJoins;
import io.weir.table.rule.TransitiveFilters;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterCorrelateRule;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.FilterWindowTransposeRule;
import org.apache.calcite.rel.rules.IntersectToDistinctRule;
import org.apache.calcite.rel.rules.JoinPushExpressionsRule;
import org.apache.calcite.rel.rules.MinusToDistinctRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.ProjectToWindowRule.ProjectToLogicalProjectAndWindowRule.ProjectToLogicalProjectAndWindowRuleConfig;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.FilterReduceExpressionsRule.FilterReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.JoinReduceExpressionsRule.JoinReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.ProjectReduceExpressionsRule.ProjectReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.SampleToFilterRule;
import org.apache.calcite.rel.rules.SortProjectTransposeRule;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rel.rules.UnionEliminatorRule;
import org.apache.calcite.rel.rules.UnionMergeRule;
import org.apache.calcite.rel.rules.UnionToDistinctRule;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;

/**
 * The phases in which a query's tree is rewritten. Rules are made one by one: the library's list of all its rules takes long to load.
 */
final class Optimizer {
    private static final RelOptRule FILTER_MERGE = FilterMergeRule.Config.DEFAULT.toRule();
    private static final RelOptRule PROJECT_MERGE = ProjectMergeRule.Config.DEFAULT.toRule();
    private static final RelOptRule PROJECT_REMOVE = ProjectRemoveRule.Config.DEFAULT.toRule();
    private static final RelOptRule FILTER_FOLD = FilterReduceExpressionsRuleConfig.DEFAULT.toRule();

    private static final RelOptRule FILTER_JOIN_CONDITION = JoinConditionPushRuleConfig.DEFAULT.toRule();
    private static final RelOptRule FILTER_PROJECT = FilterProjectTransposeRule.Config.DEFAULT.toRule();
    private static final RelOptRule FILTER_AGGREGATE = FilterAggregateTransposeRule.Config.DEFAULT.toRule();
    private static final RelOptRule FILTER_WINDOW = FilterWindowTransposeRule.Config.DEFAULT.toRule();
    private static final RelOptRule FILTER_SET = FilterSetOpTransposeRule.Config.DEFAULT.toRule();

    /** Rules without which a condition still becomes that of a join. */
    private static final List<RelOptRule> FURTHER_DOWN =
            List.of(FILTER_JOIN_CONDITION, FILTER_PROJECT, FILTER_AGGREGATE, FILTER_WINDOW, FILTER_SET);

    /** Constants are folded, neighbours of one kind merged, sets become aggregates. */
    private static final List<RelOptRule> NORMAL_FORM = List.of(
            FILTER_FOLD,
            ProjectReduceExpressionsRuleConfig.DEFAULT.toRule(),
            JoinReduceExpressionsRuleConfig.DEFAULT.toRule(),
            FILTER_MERGE,
            PROJECT_MERGE,
            PROJECT_REMOVE,
            UnionMergeRule.Config.DEFAULT.toRule(),
            UnionMergeRule.Config.INTERSECT.toRule(),
            UnionMergeRule.Config.MINUS.toRule(),
            UnionEliminatorRule.Config.DEFAULT.toRule(),
            UnionToDistinctRule.Config.DEFAULT.toRule(),
            IntersectToDistinctRule.Config.DEFAULT.toRule(),
            MinusToDistinctRule.Config.DEFAULT.toRule(),
            SampleToFilterRule.Config.DEFAULT.toRule());

    /** Windows get nodes of their own, so that conditions on what they partition by can pass them. */
    private static final List<RelOptRule> WINDOWS =
            List.of(ProjectToLogicalProjectAndWindowRuleConfig.DEFAULT.toRule());

    /** Conditions become those of joins and move towards the tables. */
    private static final List<RelOptRule> PUSH_DOWN = List.of(
            FilterIntoJoinRuleConfig.DEFAULT.toRule(),
            FILTER_JOIN_CONDITION,
            FILTER_PROJECT,
            FILTER_AGGREGATE,
            FilterCorrelateRule.Config.DEFAULT.toRule(),
            FILTER_WINDOW,
            FILTER_SET,
            FILTER_MERGE,
            JoinPushExpressionsRule.Config.DEFAULT.toRule(),
            FILTER_FOLD,
            PROJECT_MERGE,
            PROJECT_REMOVE);

    /** Projections that earlier phases left above each other become one. */
    private static final List<RelOptRule> NEAT =
            List.of(PROJECT_MERGE, PROJECT_REMOVE, SortProjectTransposeRule.Config.DEFAULT.toRule());

    /** Of what follows from conditions on joined tables more may follow for others. */
    private static final int PUSH_DOWN_ROUNDS = 3;

    private Optimizer() {}

    /** Rules for the subqueries that do not become joins at once. */
    private static final class Subqueries {
        static final List<RelOptRule> RULES = List.of(
                SubQueryRemoveRule.Config.FILTER.toRule(),
                SubQueryRemoveRule.Config.PROJECT.toRule(),
                SubQueryRemoveRule.Config.JOIN.toRule());
    }

    static RelNode optimize(RelNode query, PlannerSettings settings) {
        var at = decorrelated(SubqueriesToJoins.rewrite(LongDisjunctions.rewrite(OuterUnnests.rewrite(query))));
        at = LiteralAggregates.rewrite(MultisetOperations.rewrite(CurrentTime.rewrite(at, settings)));
        at = apply(NORMAL_FORM, at);
        at = ImpliedDisjunctions.rewrite(apply(WINDOWS, at), settings.does(Optimization.IMPLIED_FILTERS));
        at = CorrelatesToUnnests.rewrite(pushedDown(at, settings));
        if (has(Correlate.class, at) || !RelOptUtil.getVariablesUsed(at).isEmpty()) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "a subquery reads columns of the query around it in a way that cannot be planned: write it as a join");
        }
        at = pruned(at, settings);
        at = settings.does(Optimization.JOIN_REORDERING) ? JoinOrder.rewrite(at, settings.exhaustiveJoins()) : at;
        at = grouped(apply(NEAT, pruned(at, settings)), settings);
        at = settings.does(Optimization.LIMIT_PUSHDOWN) ? FirstRows.rewrite(at) : at;
        return ScansApart.rewrite(settings.does(Optimization.FILTER_PUSHDOWN) ? FiltersIntoScans.rewrite(at) : at);
    }

    private static RelNode pushedDown(RelNode query, PlannerSettings settings) {
        var down = settings.does(Optimization.FILTER_PUSHDOWN);
        var rules = PUSH_DOWN.stream()
                .filter(rule -> down || !FURTHER_DOWN.contains(rule))
                .toList();
        var before = query;
        var at = apply(rules, query);
        for (var round = 0; round < PUSH_DOWN_ROUNDS && at != before; round++) {
            before = at;
            at = down ? FiltersBelowMarks.rewrite(at) : at;
            at = settings.does(Optimization.IMPLIED_FILTERS) ? TransitiveFilters.rewrite(at) : at;
            at = at == before ? at : apply(rules, at);
        }
        return at;
    }

    private static RelNode grouped(RelNode query, PlannerSettings settings) {
        var at = settings.does(Optimization.AGGREGATION_PUSHDOWN) ? GroupsBelowJoins.rewrite(query) : query;
        return at == query ? query : apply(NEAT, pruned(at, settings));
    }

    private static RelNode pruned(RelNode query, PlannerSettings settings) {
        return settings.does(Optimization.COLUMN_PRUNING) ? ColumnPruning.rewrite(query) : query;
    }

    private static RelNode decorrelated(RelNode query) {
        var at = SubqueriesToJoins.remain(query) ? apply(Subqueries.RULES, query) : query;
        if (!has(Correlate.class, at)) {
            return at;
        }
        var builder = RelFactories.LOGICAL_BUILDER.create(at.getCluster(), null);
        at = OrderedAggregates.hide(Correlations.keepSingleGroups(ConstantGroups.rewrite(at)));
        return OrderedAggregates.restore(
                Correlations.reachFar(at)
                        ? TopDownGeneralDecorrelator.decorrelateQuery(at, builder)
                        : RelDecorrelator.decorrelateQuery(at, builder));
    }

    private static boolean has(Class<? extends RelNode> kind, RelNode node) {
        return kind.isInstance(node) || node.getInputs().stream().anyMatch(input -> has(kind, input));
    }

    private static RelNode apply(List<RelOptRule> rules, RelNode query) {
        var program = HepProgram.builder()
                .addMatchOrder(HepMatchOrder.TOP_DOWN)
                .addRuleCollection(rules)
                .build();
        var planner = new HepPlanner(program);
        planner.setEnableFiredRulesCache(true);
        planner.setExecutor(query.getCluster().getPlanner().getExecutor());
        planner.setRoot(query);
        return planner.findBestExp();
    }
}
