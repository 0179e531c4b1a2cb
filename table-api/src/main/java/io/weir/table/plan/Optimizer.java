package io.weir.table.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
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

    private Optimizer() {}

    static RelNode optimize(RelNode query) {
        var joined = apply(SUBQUERIES, query);
        var builder = RelFactories.LOGICAL_BUILDER.create(query.getCluster(), null);
        return RelDecorrelator.decorrelateQuery(joined, builder);
    }

    private static RelNode apply(List<RelOptRule> rules, RelNode query) {
        var planner =
                new HepPlanner(HepProgram.builder().addRuleCollection(rules).build());
        planner.setExecutor(query.getCluster().getPlanner().getExecutor());
        planner.setRoot(query);
        return planner.findBestExp();
    }
}
