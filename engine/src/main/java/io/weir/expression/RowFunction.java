package io.weir.expression;

import io.weir.Nullable;
import io.weir.vector.VectorBuilder;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** A function written value by value: appends exactly one value for the row, or throws before it appends anything. */
@FunctionalInterface
public interface RowFunction extends Serializable {
    void apply(Row row, VectorBuilder out);

    /** Whole numbers, dates, times and all else of integral storage. */
    @FunctionalInterface
    interface ToLong extends Serializable {
        long apply(Row row);
    }

    @FunctionalInterface
    interface ToDouble extends Serializable {
        double apply(Row row);
    }

    @FunctionalInterface
    interface ToBoolean extends Serializable {
        boolean apply(Row row);
    }

    /** Null makes a null. */
    @FunctionalInterface
    interface ToText extends Serializable {
        @Nullable
        String apply(Row row);
    }

    /** Null makes a null. */
    @FunctionalInterface
    interface ToBinary extends Serializable {
        byte @Nullable [] apply(Row row);
    }

    static RowFunction integers(ToLong function) {
        return (row, out) -> out.append(function.apply(row));
    }

    static RowFunction reals(ToDouble function) {
        return (row, out) -> out.append(function.apply(row));
    }

    static RowFunction booleans(ToBoolean function) {
        return (row, out) -> out.append(function.apply(row));
    }

    static RowFunction texts(ToText function) {
        return (row, out) -> append(out, function.apply(row));
    }

    static RowFunction binaries(ToBinary function) {
        return (row, out) -> {
            var value = function.apply(row);
            if (value == null) {
                out.appendNull();
            } else {
                out.append(value, 0, value.length);
            }
        };
    }

    static void append(VectorBuilder out, @Nullable String value) {
        if (value == null) {
            out.appendNull();
        } else {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            out.append(bytes, 0, bytes.length);
        }
    }
}
