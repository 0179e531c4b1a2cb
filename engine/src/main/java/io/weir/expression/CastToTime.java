package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.ZoneId;

/** Casts between dates, times and timestamps. */
final class CastToTime {
    private CastToTime() {}

    static @Nullable RowFunction find(DataType from, DataType to, ZoneId session) {
        if (to instanceof Timestamp target) {
            return toTimestamp(from, target, session);
        }
        if (!(from instanceof Timestamp source)) {
            return null;
        }
        var unit = Temporal.unitsPerDay(source);
        if (to == Scalar.DATE) {
            return RowFunction.integers(row -> Math.floorDiv(local(row.integer(0), source, session), unit));
        }
        if (to == Scalar.TIME) {
            return RowFunction.integers(row -> {
                var time = Math.floorMod(local(row.integer(0), source, session), unit);
                return source.nanos() ? time / 1000 : time;
            });
        }
        return null;
    }

    private static @Nullable RowFunction toTimestamp(DataType from, Timestamp to, ZoneId session) {
        if (from == Scalar.DATE) {
            return RowFunction.integers(row -> {
                try {
                    var midnight = Temporal.midnight(row.integer(0), to);
                    return to.zoned() ? Temporal.toInstant(midnight, to, session) : midnight;
                } catch (ArithmeticException e) {
                    throw Cast.overflow(from, to, row.object(0));
                }
            });
        }
        if (!(from instanceof Timestamp source)) {
            return null;
        }
        return RowFunction.integers(row -> {
            try {
                var value = Temporal.convert(row.integer(0), source, to);
                if (source.zoned() == to.zoned()) {
                    return value;
                }
                return to.zoned() ? Temporal.toInstant(value, to, session) : Temporal.toLocal(value, to, session);
            } catch (ArithmeticException e) {
                throw Cast.overflow(from, to, row.object(0));
            }
        });
    }

    private static long local(long value, Timestamp type, ZoneId session) {
        return type.zoned() ? Temporal.toLocal(value, type, session) : value;
    }
}
