package io.weir.table.plan;

import io.weir.table.rule.ColumnPruning;
import io.weir.table.rule.FiltersIntoScans;
import io.weir.table.rule.ImpliedDisjunctions;
import io.weir.table.rule.JoinOrder;
import io.weir.table.rule.SubqueriesToJoins;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;

/** The phases in which a query's tree is rewritten. */
final class Optimizer {
    private static final List<RelOptRule> SUBQUERIES = List.of(
            CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
            CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
            CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

    /** Constants are folded, neighbours of one kind merged, sets become aggregates. */
    private static final List<RelOptRule> NORMAL_FORM = List.of(
            CoreRules.FILTER_REDUCE_EXPRESSIONS,
            CoreRules.PROJECT_REDUCE_EXPRESSIONS,
            CoreRules.JOIN_REDUCE_EXPRESSIONS,
            CoreRules.FILTER_MERGE,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE,
            CoreRules.UNION_MERGE,
            CoreRules.UNION_REMOVE,
            CoreRules.UNION_TO_DISTINCT,
            CoreRules.INTERSECT_TO_DISTINCT,
            CoreRules.MINUS_TO_DISTINCT);

    /** Conditions move towards the tables. */
    private static final List<RelOptRule> PUSH_DOWN = List.of(
            CoreRules.FILTER_INTO_JOIN,
            CoreRules.JOIN_CONDITION_PUSH,
            CoreRules.FILTER_PROJECT_TRANSPOSE,
            CoreRules.FILTER_AGGREGATE_TRANSPOSE,
            CoreRules.FILTER_SET_OP_TRANSPOSE,
            CoreRules.FILTER_MERGE,
            CoreRules.JOIN_PUSH_EXPRESSIONS,
            CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES,
            CoreRules.FILTER_REDUCE_EXPRESSIONS,
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE);

    /** Projections that earlier phases left above each other become one; windows get nodes of their own. */
    private static final List<RelOptRule> NEAT = List.of(
            CoreRules.PROJECT_MERGE,
            CoreRules.PROJECT_REMOVE,
            CoreRules.SORT_PROJECT_TRANSPOSE,
            CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW);

    private Optimizer() {}

    static RelNode optimize(RelNode query, PlannerSettings settings) {
        var at = decorrelated(apply(SUBQUERIES, SubqueriesToJoins.rewrite(query)));
        at = apply(NORMAL_FORM, at);
        at = ImpliedDisjunctions.rewrite(at);
        at = ColumnPruning.rewrite(apply(PUSH_DOWN, at));
        at = JoinOrder.rewrite(at, settings.exhaustiveJoins());
        at = apply(NEAT, ColumnPruning.rewrite(at));
        return FiltersIntoScans.rewrite(at);
    }

    private static RelNode decorrelated(RelNode query) {
        var builder = RelFactories.LOGICAL_BUILDER.create(query.getCluster(), null);
        return RelDecorrelator.decorrelateQuery(query, builder);
    }

    private static RelNode apply(List<RelOptRule> rules, RelNode query) {
        var program = HepProgram.builder()
                .addMatchOrder(HepMatchOrder.TOP_DOWN)
                .addRuleCollection(rules)
                .build();
        var planner = new HepPlanner(program);
        planner.setExecutor(query.getCluster().getPlanner().getExecutor());
        planner.setRoot(query);
        return planner.findBestExp();
    }
}
