package io.weir.table.translate;

import io.weir.table.node.ScanNode;
import io.weir.table.node.UnnestNode;
import io.weir.table.rule.Estimates;
import io.weir.type.Schema;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;

/** What the planner thinks of the size of a node's answer. */
final class Sizes {
    /** What a string or a nested value is thought to take. */
    private static final int VARIABLE_BYTES = 32;
    /** Groups a row of which it is worth to group rows where they are. */
    private static final double FEWER = 0.8;

    private final Estimates estimates = new Estimates();

    double rows(RelNode node) {
        return estimates.rows(node);
    }

    double bytes(RelNode node) {
        return rows(node) * width(Translation.schema(node));
    }

    /** As {@link #bytes}, if no condition drops a row and a join finds one partner each; infinite where nothing says how many. */
    double atMost(RelNode node) {
        return rowsAtMost(node) * width(Translation.schema(node));
    }

    private double rowsAtMost(RelNode node) {
        if (node instanceof ScanNode scan) {
            var known = scan.source().statistics().rows() >= 0
                    || scan.source().statistics().bytes() >= 0;
            return known ? rows(scan.withFilters(List.of())) : Double.POSITIVE_INFINITY;
        } else if (node instanceof UnnestNode) {
            return Double.POSITIVE_INFINITY;
        } else if (node instanceof Sort sort && sort.fetch != null) {
            return rows(sort);
        } else if (node instanceof Aggregate aggregate && aggregate.getGroupCount() == 0) {
            return rows(aggregate);
        } else if (node instanceof Union) {
            return node.getInputs().stream().mapToDouble(this::rowsAtMost).sum();
        }
        var below =
                node.getInputs().stream().mapToDouble(this::rowsAtMost).max().orElse(0);
        return Math.max(rows(node), below);
    }

    private static double width(Schema schema) {
        var width = 8.0;
        for (var type : schema.types()) {
            width += switch (type.storage()) {
                case BOOLEAN, BYTE -> 1;
                case SHORT -> 2;
                case INT, FLOAT -> 4;
                case LONG, DOUBLE -> 8;
                case DECIMAL128 -> 16;
                case BYTES, LIST, MAP, ROW, OBJECT -> VARIABLE_BYTES;
            };
        }
        return width;
    }

    /** Whether an aggregation is thought to answer clearly fewer rows than it gets. */
    boolean repeats(Aggregate node) {
        return rows(node) < FEWER * rows(node.getInput());
    }

    /** Whether the keys of a build side are few enough beside the probe side that dropping rows by them early can pay. */
    boolean narrows(RelNode build, RelNode probe) {
        return estimates.rows(build) <= estimates.rows(probe);
    }
}
