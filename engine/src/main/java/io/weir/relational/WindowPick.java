package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE. */
final class WindowPick implements WindowFunction {
    private final WindowCall.Pick call;
    private final WindowRows rows;
    private final WindowFrames frames;
    private final ChosenRows chosen;

    WindowPick(WindowCall.Pick call, WindowRows rows) {
        this.call = call;
        this.rows = rows;
        this.frames = new WindowFrames(rows, call.frame());
        this.chosen = ChosenRows.of(rows, call.value().index(), call.ignoreNulls());
    }

    @Override
    public Vector of(WindowPage page) {
        var parts = frames.of(page);
        var nth = (LongVector) page.batch().column(call.nth().index()).flat();
        var sources = new int[page.rows()];
        for (var i = 0; i < sources.length; i++) {
            sources[i] = switch (call.place()) {
                case FIRST -> fromStart(parts, i, 0);
                case LAST -> last(parts, i);
                case NTH -> nth.isNull(i) ? WindowRows.NONE : fromStart(parts, i, number(nth.value(i)) - 1);
            };
        }
        return rows.gather(call.value().index(), sources);
    }

    private static long number(long nth) {
        if (nth < 1) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "nth_value counts from 1, not from " + nth);
        }
        return nth;
    }

    /** The row of the frame with so many chosen rows of the frame before it. */
    private int fromStart(FrameParts parts, int i, long number) {
        var left = number;
        for (var part = 0; part < parts.count(); part++) {
            if (parts.from(part, i) < parts.to(part, i)) {
                var first = chosen.before(parts.from(part, i));
                var count = chosen.before(parts.to(part, i)) - first;
                if (left < count) {
                    return chosen.row(first + left);
                }
                left -= count;
            }
        }
        return WindowRows.NONE;
    }

    private int last(FrameParts parts, int i) {
        for (var part = parts.count() - 1; part >= 0; part--) {
            var from = parts.from(part, i);
            var to = parts.to(part, i);
            if (from < to && chosen.before(to) > chosen.before(from)) {
                return chosen.row(chosen.before(to) - 1L);
            }
        }
        return WindowRows.NONE;
    }
}
