package io.weir.table.rule;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalWindow;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Which columns and calls of a window somebody above reads. References in a window count in its input's columns; those beyond are its
 * constants.
 */
final class WindowPruning {
    private final Window window;
    private final int inputs;
    private final ImmutableBitSet needed;

    WindowPruning(Window window, ImmutableBitSet needed) {
        this.window = window;
        this.inputs = window.getInput().getRowType().getFieldCount();
        this.needed = needed;
    }

    /** The input's columns that are needed above or in a call that is. */
    ImmutableBitSet read() {
        var read = needed.intersect(ImmutableBitSet.range(inputs)).rebuild();
        var next = inputs;
        for (var group : window.groups) {
            var used = false;
            for (var call : group.aggCalls) {
                if (needed.get(next++)) {
                    used = true;
                    call.getOperands().forEach(operand -> read(operand, read));
                }
            }
            if (used) {
                read.addAll(group.keys).addAll(group.orderKeys.getKeys());
                read(group.lowerBound.getOffset(), read);
                read(group.upperBound.getOffset(), read);
            }
        }
        return read.build();
    }

    private void read(@Nullable RexNode expression, ImmutableBitSet.Builder read) {
        if (expression != null) {
            Expressions.columns(expression)
                    .intersect(ImmutableBitSet.range(inputs))
                    .forEach(read::set);
        }
    }

    /** The columns that {@link #rewritten} answers, by their old places. */
    ImmutableBitSet answered() {
        return read().union(needed);
    }

    RelNode rewritten(RelNode input) {
        var read = read();
        var groups = new ArrayList<Window.Group>();
        var row = window.getCluster().getTypeFactory().builder();
        row.addAll(input.getRowType().getFieldList());
        var next = inputs;
        var ordinal = 0;
        for (var group : window.groups) {
            var calls = new ArrayList<Window.RexWinAggCall>();
            for (var call : group.aggCalls) {
                RelDataTypeField field = window.getRowType().getFieldList().get(next);
                if (needed.get(next++)) {
                    row.add(field);
                    calls.add(moved(call, ordinal++, read));
                }
            }
            if (!calls.isEmpty()) {
                groups.add(moved(group, calls, read));
            }
        }
        return groups.isEmpty()
                ? input
                : LogicalWindow.create(
                        window.getTraitSet(),
                        window.getHints(),
                        input,
                        window.constants,
                        row.uniquify().build(),
                        groups);
    }

    private int place(int column, ImmutableBitSet read) {
        return column < inputs ? read.indexOf(column) : column - inputs + read.cardinality();
    }

    private Window.RexWinAggCall moved(Window.RexWinAggCall call, int ordinal, ImmutableBitSet read) {
        List<RexNode> operands = call.getOperands().stream()
                .map(operand -> Expressions.map(operand, column -> place(column, read)))
                .toList();
        return new Window.RexWinAggCall(
                SqlParserPos.ZERO,
                (org.apache.calcite.sql.SqlAggFunction) call.getOperator(),
                call.getType(),
                operands,
                ordinal,
                call.distinct,
                call.ignoreNulls);
    }

    private Window.Group moved(Window.Group group, List<Window.RexWinAggCall> calls, ImmutableBitSet read) {
        var keys = ImmutableBitSet.of(
                group.keys.asList().stream().map(read::indexOf).toList());
        var order = RelCollations.of(group.orderKeys.getFieldCollations().stream()
                .map(field -> field.withFieldIndex(read.indexOf(field.getFieldIndex())))
                .toList());
        return new Window.Group(
                keys,
                group.isRows,
                moved(group.lowerBound, read),
                moved(group.upperBound, read),
                group.exclude,
                order,
                calls);
    }

    private RexWindowBound moved(RexWindowBound bound, ImmutableBitSet read) {
        if (bound.getOffset() == null) {
            return bound;
        }
        var offset = Expressions.map(bound.getOffset(), column -> place(column, read));
        return bound.isPreceding() ? RexWindowBounds.preceding(offset) : RexWindowBounds.following(offset);
    }
}
