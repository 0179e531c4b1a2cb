package io.weir.relational;

import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The rows of whole partitions in order: of several partitions as one page in memory, or of one partition as pages on disk. Rows,
 * and the groups of peers that they make, are numbered from 0 through all pages.
 */
interface WindowRows {
    /** Stands for no row. */
    int NONE = -1;

    int rows();

    int pages();

    /** The page of a row; {@link #pages()} for the row behind the last. */
    int pageOf(int row);

    WindowPage page(int number);

    /** The page in which a group of peers begins. */
    int pageOfGroup(int group);

    /** How many groups of peers there are. */
    int groups();

    /** The group of peers that a row is in. */
    default int groupOf(int row) {
        return page(pageOf(row)).group(row);
    }

    /** The first row of a group of peers; behind all rows where there is no such group. */
    default int groupStart(int group) {
        return group >= groups() ? rows() : page(pageOfGroup(group)).groupStart(group);
    }

    /** The values of a column in the rows named, null for {@link #NONE}. */
    default Vector gather(int column, int[] rows) {
        return gather(page -> page.batch().column(column), rows);
    }

    /** The values in the rows named, null for {@link #NONE}; each page has a value a row. */
    default Vector gather(Function<WindowPage, Vector> values, int[] rows) {
        if (pages() == 1) {
            return Vectors.takeOrNull(values.apply(page(0)), rows, rows.length);
        }
        var parts = new ArrayList<Vector>();
        var places = new int[rows.length];
        Arrays.fill(places, NONE);
        var found = 0;
        for (var number : PageSet.of(this, rows)) {
            var page = page(number);
            var local = new int[rows.length];
            var count = 0;
            for (var i = 0; i < rows.length; i++) {
                if (page.holds(rows[i])) {
                    places[i] = found + count;
                    local[count++] = rows[i] - page.first();
                }
            }
            parts.add(values.apply(page).take(Selection.of(local, count)).flat());
            found += count;
        }
        if (parts.isEmpty()) {
            parts.add(values.apply(page(0)).flat());
        }
        return Vectors.takeOrNull(Vectors.concat(parts), places, rows.length);
    }
}
