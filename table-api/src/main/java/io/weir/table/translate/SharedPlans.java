package io.weir.table.translate;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;

/** Parts of a plan that stand in it more than once and are worth running only once: those that join or aggregate. */
final class SharedPlans {
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Draft> kept = new HashMap<>();
    private final IdentityHashMap<RelNode, String> keys = new IdentityHashMap<>();

    private SharedPlans() {}

    static SharedPlans none() {
        return new SharedPlans();
    }

    static SharedPlans in(RelNode root) {
        var plans = new SharedPlans();
        plans.count(root);
        return plans;
    }

    private void count(RelNode node) {
        if (node instanceof Aggregate || node instanceof Join) {
            if (uses.merge(key(node), 1, Integer::sum) > 1) {
                return;
            }
        }
        node.getInputs().forEach(this::count);
    }

    boolean isShared(RelNode node) {
        return (node instanceof Aggregate || node instanceof Join) && uses.getOrDefault(key(node), 0) > 1;
    }

    Optional<Draft> known(RelNode node) {
        return isShared(node) ? Optional.ofNullable(kept.get(key(node))) : Optional.empty();
    }

    void keep(RelNode node, Draft draft) {
        kept.put(key(node), draft);
    }

    private String key(RelNode node) {
        return keys.computeIfAbsent(
                node,
                unknown -> RelOptUtil.dumpPlan("", node, SqlExplainFormat.TEXT, SqlExplainLevel.EXPPLAN_ATTRIBUTES));
    }
}
