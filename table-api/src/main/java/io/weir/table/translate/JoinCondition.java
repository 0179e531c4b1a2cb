package io.weir.table.translate;

import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.node.TypeMapping;
import io.weir.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * A join's condition taken apart.
 *
 * @param pairs columns of both sides that must be equal
 * @param residual what must be true besides, over the fields of left and right
 * @param nulls whether a null on one side matters for rows that it does not meet, so that each row must meet the whole other side
 */
record JoinCondition(List<Pair> pairs, List<RexNode> residual, boolean nulls) {
    /** A column of the left, one of the right, counted from the right's first, and the type in which they are compared. */
    record Pair(int left, int right, DataType type) {}

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    static JoinCondition of(Join join) {
        return of(join.getCondition(), join.getLeft().getRowType().getFieldCount());
    }

    static JoinCondition of(NullAwareAntiJoin join) {
        var type = TypeMapping.of(
                join.getLeft().getRowType().getFieldList().get(join.leftKey()).getType());
        return new JoinCondition(List.of(new Pair(join.leftKey(), join.rightKey(), type)), List.of(), true);
    }

    /** A hash join knows of one key that may be null; of more, rows are compared one by one. */
    static JoinCondition of(MarkJoin join) {
        var builder = join.getCluster().getRexBuilder();
        var keys = new ArrayList<>(RelOptUtil.conjunctions(join.found()));
        keys.sort(Comparator.comparing(key -> !key.getType().isNullable()));
        var among = of(join.among(), join.mark());
        var looked = of(RexUtil.composeConjunction(builder, keys), join.mark());
        if (keys.size() < 2 || !keys.get(1).getType().isNullable()) {
            var pairs = new ArrayList<>(looked.pairs);
            pairs.addAll(among.pairs);
            return new JoinCondition(
                    pairs,
                    among.residual,
                    !keys.isEmpty() && keys.get(0).getType().isNullable());
        }
        keys.add(builder.makeCall(SqlStdOperatorTable.IS_TRUE, join.among()));
        return new JoinCondition(List.of(), keys, true);
    }

    private static JoinCondition of(RexNode condition, int leftFields) {
        var pairs = new ArrayList<Pair>();
        var residual = new ArrayList<RexNode>();
        for (var conjunct : RelOptUtil.conjunctions(condition)) {
            if (conjunct.isA(SqlKind.EQUALS)
                    && ((RexCall) conjunct).getOperands().get(0) instanceof RexInputRef first
                    && ((RexCall) conjunct).getOperands().get(1) instanceof RexInputRef second
                    && first.getIndex() < leftFields != second.getIndex() < leftFields) {
                var ordered = first.getIndex() < leftFields;
                var left = ordered ? first : second;
                var right = ordered ? second : first;
                var type = ComparisonType.of(TypeMapping.of(left.getType()), TypeMapping.of(right.getType()));
                pairs.add(new Pair(left.getIndex(), right.getIndex() - leftFields, type));
            } else {
                residual.add(conjunct);
            }
        }
        return new JoinCondition(pairs, residual, false);
    }
}
