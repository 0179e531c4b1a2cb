package io.weir.relational;

import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;

/** LEAD and LAG: the value of the row a distance away. A distance of null answers null. */
final class WindowShift implements WindowFunction {
    private final WindowCall.Shift call;
    private final WindowRows rows;
    private final ChosenRows chosen;

    WindowShift(WindowCall.Shift call, WindowRows rows) {
        this.call = call;
        this.rows = rows;
        this.chosen = ChosenRows.of(rows, call.value().index(), call.ignoreNulls());
    }

    @Override
    public Vector of(WindowPage page) {
        var offsets = (LongVector) page.batch().column(call.offset().index()).flat();
        var sources = new int[page.rows()];
        // the values found, and behind them the defaults of this page
        var places = new int[sources.length];
        var missing = false;
        for (var i = 0; i < sources.length; i++) {
            sources[i] = offsets.isNull(i) ? WindowRows.NONE : source(page, i, call.direction() * offsets.value(i));
            var otherwise = sources[i] == WindowRows.NONE;
            missing |= otherwise;
            places[i] = !otherwise ? i : offsets.isNull(i) ? WindowRows.NONE : sources.length + i;
        }
        var found = rows.gather(call.value().index(), sources);
        if (!missing) {
            return found;
        }
        var defaults = page.batch().column(call.otherwise().index());
        return Vectors.takeOrNull(Vectors.concat(List.of(found.flat(), defaults.flat())), places, places.length);
    }

    private int source(WindowPage page, int i, long distance) {
        var row = page.first() + i;
        if (distance == 0) {
            return row;
        }
        var source = distance > 0
                ? chosen.row(chosen.before(row + 1) + distance - 1)
                : chosen.row(chosen.before(row) + distance);
        return source >= page.partitionStart(i) && source < page.partitionEnd(i) ? source : WindowRows.NONE;
    }
}
