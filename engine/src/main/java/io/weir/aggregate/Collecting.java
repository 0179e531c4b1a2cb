package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ListVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An aggregate that looks at all its rows at the end: keeps them, and answers from them. The partial result is an array for each
 * argument kept.
 */
abstract class Collecting implements Accumulator {
    private final List<DataType> types;
    private final CollectedRows rows;

    /** Keeps the first arguments, one for each type. */
    Collecting(List<DataType> types) {
        this.types = types;
        rows = new CollectedRows(types);
    }

    /** Rows in which this argument is null are not kept. */
    abstract boolean dropsNulls(int argument);

    /** The answers for groups {@code from} to {@code to - 1}. */
    abstract Vector results(CollectedRows.ByGroup collected, int from, int to);

    @Override
    public final void grow(int count) {
        rows.grow(count);
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "aggregates that keep all rows");
        var selection = arguments.selection();
        var columns = arguments.columns().subList(0, types.size());
        var dropped = new boolean[selection.count()];
        var any = false;
        for (var i = 0; i < types.size(); i++) {
            if (dropsNulls(i) && columns.get(i).hasNulls()) {
                for (var k = 0; k < dropped.length; k++) {
                    dropped[k] |= columns.get(i).isNull(selection.row(k));
                    any |= dropped[k];
                }
            }
        }
        if (!any) {
            rows.add(groups, columns, selection);
            return;
        }
        var keptGroups = new int[dropped.length];
        var keptRows = new int[dropped.length];
        var kept = 0;
        for (var k = 0; k < dropped.length; k++) {
            if (!dropped[k]) {
                keptGroups[kept] = groups[k];
                keptRows[kept++] = selection.row(k);
            }
        }
        rows.add(keptGroups, columns, Selection.of(keptRows, kept));
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var selection = partials.selection();
        var lists = new ArrayList<ListVector>();
        for (var i = 0; i < types.size(); i++) {
            lists.add((ListVector) partials.column(i).flat());
        }
        for (var i = 0; i < selection.count(); i++) {
            var row = selection.row(i);
            var length = lists.get(0).lengths()[row];
            if (length == 0) {
                continue;
            }
            var sameGroup = new int[length];
            Arrays.fill(sameGroup, groups[i]);
            var columns = lists.stream().map(list -> list.elements(row)).toList();
            rows.add(sameGroup, columns, Selection.all(length));
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var collected = rows.byGroup();
        var columns = new Vector[types.size()];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = list(types.get(i), collected, i, from, to);
        }
        return Batch.of(to - from, columns);
    }

    /** One column of each group's rows as an array; null for a group without rows. */
    static ListVector list(DataType type, CollectedRows.ByGroup collected, int column, int from, int to) {
        var starts = Arrays.copyOfRange(collected.starts(), from, to);
        return new ListVector(
                new DataType.ListOf(type),
                starts,
                lengths(collected, from, to),
                collected.columns().get(column),
                empty(collected, from, to),
                to - from);
    }

    static int[] lengths(CollectedRows.ByGroup collected, int from, int to) {
        var lengths = new int[to - from];
        for (var group = from; group < to; group++) {
            lengths[group - from] = collected.count(group);
        }
        return lengths;
    }

    static boolean[] empty(CollectedRows.ByGroup collected, int from, int to) {
        var empty = new boolean[to - from];
        for (var group = from; group < to; group++) {
            empty[group - from] = collected.count(group) == 0;
        }
        return empty;
    }

    @Override
    public final Vector results(int from, int to) {
        return results(rows.byGroup(), from, to);
    }

    @Override
    public long bytes() {
        return rows.bytes();
    }
}
