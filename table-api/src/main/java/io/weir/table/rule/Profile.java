package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;

/** How many rows a node is thought to answer, and what is in their columns. */
record Profile(double rows, List<ColumnProfile> columns) {
    Profile {
        rows = Math.max(0, rows);
        columns = List.copyOf(columns);
    }

    ColumnProfile column(int index) {
        return columns.get(index);
    }

    /** When only so many rows are left, whichever. */
    Profile thinned(double left) {
        return new Profile(
                left, columns.stream().map(column -> column.thinned(rows, left)).toList());
    }

    static Profile unknown(double rows, int width) {
        return new Profile(rows, java.util.Collections.nCopies(width, ColumnProfile.unknown(rows)));
    }

    Profile concat(Profile other, double joined) {
        var all = new ArrayList<>(columns);
        all.addAll(other.columns);
        return new Profile(joined, all);
    }
}
