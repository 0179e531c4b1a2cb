package io.weir.table.translate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.operator.OperatorFactory;
import io.weir.relational.Limit;
import io.weir.relational.Sort;
import io.weir.relational.SortColumn;
import io.weir.relational.TopN;
import io.weir.table.plan.Optimization;
import io.weir.type.Schema;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** ORDER BY, LIMIT and OFFSET. With a limit each task keeps its own first rows, and one task the first of those. */
final class SortTranslation {
    private SortTranslation() {}

    static Draft of(Translation translation, org.apache.calcite.rel.core.Sort node) {
        var schema = Translation.schema(node);
        var below = translation.translate(node.getInput());
        var columns = columns(node.getCollation());
        var offset = number(node.offset, 0);
        var limit = number(node.fetch, Long.MAX_VALUE);
        var first = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
        var early = translation.settings().does(Optimization.LIMIT_PUSHDOWN);
        if (early && !below.single() && first != Long.MAX_VALUE) {
            below.append(first(columns, first, 0, schema));
        }
        var draft = translation.single(below, schema);
        if (columns.isEmpty() || early && limit != Long.MAX_VALUE) {
            draft.append(first(columns, limit, offset, schema));
        } else {
            draft.append(new Sort.Plan(columns, schema));
            if (offset > 0 || limit != Long.MAX_VALUE) {
                draft.append(new Limit.Plan(limit, offset));
            }
        }
        return draft;
    }

    private static OperatorFactory first(List<SortColumn> columns, long limit, long offset, Schema schema) {
        return columns.isEmpty() ? new Limit.Plan(limit, offset) : new TopN.Plan(columns, limit, offset, schema);
    }

    static List<SortColumn> columns(RelCollation collation) {
        return collation.getFieldCollations().stream()
                .map(SortTranslation::column)
                .toList();
    }

    /** Nulls come last in either direction unless the query says otherwise. */
    private static SortColumn column(RelFieldCollation field) {
        return new SortColumn(
                field.getFieldIndex(),
                !field.direction.isDescending(),
                field.nullDirection == RelFieldCollation.NullDirection.FIRST);
    }

    private static long number(@Nullable RexNode node, long fallback) {
        if (node == null) {
            return fallback;
        }
        var value = ((RexLiteral) node).getValueAs(Long.class);
        if (value == null || value < 0) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "limit and offset count rows, from 0: " + node);
        }
        return value;
    }
}
