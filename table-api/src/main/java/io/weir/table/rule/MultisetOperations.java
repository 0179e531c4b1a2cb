package io.weir.table.rule;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Turns INTERSECT ALL and EXCEPT ALL into INTERSECT and EXCEPT of rows that are numbered among their equals: the second of two equal
 * rows then meets just the second of the other side.
 */
public final class MultisetOperations {
    private MultisetOperations() {}

    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        if (node instanceof SetOp set && set.all && (node instanceof Intersect || node instanceof Minus)) {
            var numbered = inputs.stream().map(MultisetOperations::numbered).toList();
            var width = node.getRowType().getFieldCount();
            return Expressions.columns(
                    set.copy(set.getTraitSet(), numbered, false),
                    IntStream.range(0, width).boxed().toList());
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    private static RelNode numbered(RelNode input) {
        var builder = input.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
        var names = new ArrayList<>(input.getRowType().getFieldNames());
        var number = builder.makeOver(
                input.getCluster().getTypeFactory().createSqlType(SqlTypeName.BIGINT),
                SqlStdOperatorTable.ROW_NUMBER,
                List.of(),
                List.copyOf(columns),
                ImmutableList.of(),
                RexWindowBounds.UNBOUNDED_PRECEDING,
                RexWindowBounds.CURRENT_ROW,
                true,
                true,
                false,
                false,
                false);
        columns.add(number);
        names.add("number");
        return LogicalProject.create(input, List.of(), columns, names, Set.of());
    }
}
