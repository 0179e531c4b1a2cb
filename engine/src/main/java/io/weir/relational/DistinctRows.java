package io.weir.relational;

import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** The distinct rows of arguments that each group of an aggregate has seen. */
final class DistinctRows {
    private final GroupTable seen;
    private int[] numbers = new int[0];

    DistinctRows(List<Column> arguments) {
        var types = new ArrayList<DataType>();
        types.add(DataType.Scalar.BIGINT);
        arguments.forEach(argument -> types.add(argument.type()));
        seen = GroupTable.of(types);
    }

    /** Those rows that their group had not seen. */
    GroupedRows add(int[] groups, Batch rows) {
        var selection = rows.selection();
        var count = selection.count();
        var groupColumn = new long[rows.physicalRows()];
        for (var i = 0; i < count; i++) {
            groupColumn[selection.row(i)] = groups[i];
        }
        var columns = new Vector[rows.width() + 1];
        columns[0] = new LongVector(DataType.Scalar.BIGINT, groupColumn, null, rows.physicalRows());
        for (var i = 0; i < rows.width(); i++) {
            columns[i + 1] = rows.column(i);
        }
        if (numbers.length < count) {
            numbers = new int[count];
        }
        var next = seen.count();
        seen.assign(rows.withColumns(columns), numbers);
        return fresh(groups, rows, next);
    }

    /** The first row of every number from {@code next} on: numbers are given in the order of the rows, but for rare collisions. */
    private GroupedRows fresh(int[] groups, Batch rows, int next) {
        var selection = rows.selection();
        var known = new boolean[seen.count() - next];
        var freshGroups = new int[known.length];
        var freshRows = new int[known.length];
        var fresh = 0;
        for (var i = 0; i < selection.count(); i++) {
            var number = numbers[i] - next;
            if (number >= 0 && !known[number]) {
                known[number] = true;
                freshGroups[fresh] = groups[i];
                freshRows[fresh++] = selection.row(i);
            }
        }
        return new GroupedRows(freshGroups, rows.select(Selection.of(freshRows, fresh)));
    }

    int count() {
        return seen.count();
    }

    Batch rows(int from, int to) {
        return Batch.of(to - from, seen.keys(from, to));
    }

    long bytes() {
        return seen.bytes() + 4L * numbers.length;
    }
}
