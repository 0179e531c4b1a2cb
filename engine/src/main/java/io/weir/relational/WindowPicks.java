package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;

/** Values of other rows: each row's answer is the number of the row that it comes from. */
final class WindowPicks {
    private static final int NONE = -1;

    private WindowPicks() {}

    static Vector shift(WindowCall.Shift call, WindowRows rows) {
        var values = rows.batch().column(call.value().index());
        var offsets = (LongVector) rows.batch().column(call.offset().index()).flat();
        var sources = new int[rows.rows()];
        var ranks = call.ignoreNulls() ? new NonNulls(values, rows.rows()) : null;
        for (var i = 0; i < sources.length; i++) {
            if (offsets.isNull(i)) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "the offset of lead and lag must not be null");
            }
            var distance = call.direction() * offsets.value(i);
            sources[i] = ranks == null ? within(rows, i, i + distance) : within(rows, i, ranks.move(i, distance));
        }
        var otherwise = rows.batch().column(call.otherwise().index());
        var builder = VectorBuilder.of(call.type(), sources.length);
        var flat = values.flat();
        var fallback = otherwise.flat();
        for (var i = 0; i < sources.length; i++) {
            if (sources[i] == NONE) {
                builder.append(fallback, Selection.range(i, 1));
            } else {
                builder.append(flat, Selection.of(new int[] {sources[i]}, 1));
            }
        }
        return builder.build();
    }

    private static int within(WindowRows rows, int row, long source) {
        return source >= rows.partitionStart(row) && source < rows.partitionEnd(row) ? (int) source : NONE;
    }

    static Vector pick(WindowCall.Pick call, WindowRows rows, WindowFrames frames) {
        var values = rows.batch().column(call.value().index());
        var sources = new int[rows.rows()];
        var nonNulls = call.ignoreNulls() ? new NonNulls(values, rows.rows()) : null;
        var nth = (LongVector) rows.batch().column(call.nth().index()).flat();
        for (var i = 0; i < sources.length; i++) {
            var from = frames.from[i];
            var to = frames.to[i];
            if (from == to) {
                sources[i] = NONE;
                continue;
            }
            var number = call.place() == WindowCall.Place.NTH ? number(nth, i) : 1;
            long source;
            if (call.place() == WindowCall.Place.LAST) {
                source = nonNulls == null ? to - 1L : nonNulls.before(to);
            } else {
                source = nonNulls == null ? from + number - 1 : nonNulls.after(from, number);
            }
            sources[i] = source >= from && source < to ? (int) source : NONE;
        }
        return Vectors.takeOrNull(values.flat(), sources, sources.length);
    }

    private static long number(LongVector nth, int row) {
        if (nth.isNull(row) || nth.value(row) < 1) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "nth_value counts from 1");
        }
        return nth.value(row);
    }

    /** Finds rows by counting only those that are not null. */
    private static final class NonNulls {
        private final int[] places;
        private final int[] countBefore;
        private final int count;

        NonNulls(Vector values, int rows) {
            places = new int[rows];
            countBefore = new int[rows + 1];
            var found = 0;
            for (var i = 0; i < rows; i++) {
                countBefore[i] = found;
                if (!values.isNull(i)) {
                    places[found++] = i;
                }
            }
            countBefore[rows] = found;
            count = found;
        }

        /** The row so many non-null rows after, or before where negative. */
        long move(int row, long distance) {
            if (distance == 0) {
                return row;
            }
            var isNull = countBefore[row + 1] == countBefore[row];
            var place = distance > 0 ? countBefore[row] + distance - (isNull ? 1 : 0) : countBefore[row] + distance;
            return place >= 0 && place < count ? places[(int) place] : NONE;
        }

        long after(int from, long number) {
            var place = countBefore[from] + number - 1;
            return place < count ? places[(int) place] : NONE;
        }

        long before(int to) {
            var place = countBefore[to] - 1;
            return place >= 0 ? places[place] : NONE;
        }
    }
}
