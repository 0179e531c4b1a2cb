package io.weir.table.plan;

import io.weir.table.rule.Estimates;
import java.util.Locale;
import org.apache.calcite.rel.RelNode;

/** A plan as text, one node a line, with the rows that each is thought to answer. */
final class PlanText {
    private final Estimates estimates = new Estimates();
    private final NodeText nodes = new NodeText();
    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(RelNode root) {
        var plan = new PlanText();
        plan.add(root, 0);
        return plan.text.toString();
    }

    private void add(RelNode node, int depth) {
        text.append("  ".repeat(depth))
                .append(nodes.of(node))
                .append(String.format(Locale.ROOT, "  rows=%,.0f\n", Math.ceil(estimates.rows(node))));
        node.getInputs().forEach(input -> add(input, depth + 1));
    }
}
