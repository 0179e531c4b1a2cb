package io.weir.table.translate;

import io.weir.table.rule.Estimates;
import io.weir.type.Schema;
import org.apache.calcite.rel.RelNode;

/** What the planner thinks of the size of a node's answer. */
final class Sizes {
    /** What a string or a nested value is thought to take. */
    private static final int VARIABLE_BYTES = 32;

    private final Estimates estimates = new Estimates();

    double rows(RelNode node) {
        return estimates.rows(node);
    }

    double bytes(RelNode node) {
        return rows(node) * width(Translation.schema(node));
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

    /** Whether the keys of a build side are few enough beside the probe side that dropping rows by them early can pay. */
    boolean narrows(RelNode build, RelNode probe) {
        return estimates.rows(build) <= estimates.rows(probe);
    }
}
