package io.weir.formats.parquet;

import io.weir.formats.file.ScanRequest;
import java.util.ArrayList;
import java.util.List;

/** What the footer says of the values of a row group's columns, and what a request makes of that. */
record GroupStatistics(Footer.RowGroup group, WriterVersion writer, List<ColumnPlan> columns, ScanRequest request) {
    /** Of each column of the request, in the type asked for. */
    List<Bounds> bounds() {
        return columns.stream().map(this::bounds).toList();
    }

    private Bounds bounds(ColumnPlan column) {
        if (!column.isFlat()) {
            return Bounds.UNKNOWN;
        }
        var leaf = (Shape.Leaf) column.shape();
        var bounds =
                Bounds.of(leaf, column.comparable(), group.chunk(leaf.node()).statistics(), writer);
        return column.isPadded() ? Padding.stripped(bounds) : bounds;
    }

    /** What the domains say of columns that have statistics. */
    List<Pruning> prunings() {
        var prunings = new ArrayList<Pruning>();
        for (var domain : request.domains()) {
            var column = columns.get(domain.column());
            if (column.isFlat()) {
                var leaf = (Shape.Leaf) column.shape();
                prunings.add(Pruning.of(column, group.chunk(leaf.node()), domain.domain()));
            }
        }
        return prunings;
    }

    /** False only if some column has no value that can pass. */
    boolean mayMatch() {
        for (var pruning : prunings()) {
            var nulls = pruning.leaf().node().repetition() == SchemaNode.Repetition.REQUIRED
                    ? 0
                    : pruning.chunk().statistics().nulls();
            if (!pruning.mayMatch(bounds(pruning.column()), nulls, group.rows())) {
                return false;
            }
        }
        return true;
    }
}
