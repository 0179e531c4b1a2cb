package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Row;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.type.Schema;
import io.weir.vector.NestedBuilders.Nested;
import java.util.ArrayList;
import java.util.List;

/** The windows of time in which a moment lies. They begin at multiples of a size after 1970-01-01, moved by an offset. */
final class WindowFunctions {
    private static final int MILLIS = 3;
    private static final long MOST = 1_000_000;

    private WindowFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.custom(
                "window_start",
                arguments -> signature(arguments, 1),
                Family.perRow("window_start", (row, out) -> out.append(start(row, size(row, 1), 2))));
        family.custom("hop_windows", arguments -> windows(arguments), Family.perRow("hop_windows", (row, out) -> {
            var slide = size(row, 1);
            var size = size(row, 2);
            var last = start(row, slide, 3);
            check(size, slide);
            var moment = micros(row);
            var list = (Nested) out;
            for (var start = last - (size - 1) / slide * slide; start <= last; start += slide) {
                if (start + size > moment) {
                    add(list, start, start + size);
                }
            }
            list.end();
        }));
        family.custom(
                "cumulate_windows", arguments -> windows(arguments), Family.perRow("cumulate_windows", (row, out) -> {
                    var step = size(row, 1);
                    var size = size(row, 2);
                    check(size, step);
                    if (size % step != 0) {
                        throw new EngineException(
                                ErrorCode.INVALID_ARGUMENT,
                                "the size of a window that cumulates is a multiple of its step");
                    }
                    var start = start(row, size, 3);
                    var list = (Nested) out;
                    var passed = (micros(row) - start) / step;
                    for (var end = start + (passed + 1) * step; end <= start + size; end += step) {
                        add(list, start, end);
                    }
                    list.end();
                }));
        return family.functions();
    }

    /** A moment, sizes, and perhaps an offset; the answer is a timestamp. */
    private static @Nullable Signature signature(List<DataType> arguments, int sizes) {
        if (arguments.size() < sizes + 1 || arguments.size() > sizes + 2 || !Moments.is(arguments.get(0))) {
            return null;
        }
        var parameters = new ArrayList<DataType>();
        parameters.add(type(arguments.get(0)));
        for (var size : arguments.subList(1, arguments.size())) {
            if (size != Scalar.INTERVAL_MICROS) {
                return null;
            }
            parameters.add(size);
        }
        return new Signature(parameters, type(arguments.get(0)));
    }

    private static @Nullable Signature windows(List<DataType> arguments) {
        var signature = signature(arguments, 2);
        if (signature == null) {
            return null;
        }
        var type = signature.result();
        var window = new Schema(List.of(new Schema.Field("window_start", type), new Schema.Field("window_end", type)));
        return new Signature(signature.parameters(), new ListOf(new RowOf(window)));
    }

    /** As fine as milliseconds, in which windows are told, or as the moment, but not finer than microseconds. */
    private static Timestamp type(DataType moment) {
        var precision = moment instanceof Timestamp timestamp ? timestamp.precision() : 0;
        return new Timestamp(Math.min(6, Math.max(MILLIS, precision)), false);
    }

    private static long micros(Row row) {
        return Temporal.micros(row.type(0), row.integer(0));
    }

    private static long size(Row row, int number) {
        var size = row.integer(number);
        if (size <= 0) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "a window's size is more than nothing");
        }
        return size;
    }

    private static void check(long size, long part) {
        if (size / part > MOST) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "a row would lie in more than " + MOST + " windows");
        }
    }

    private static long start(Row row, long size, int offsetNumber) {
        var offset = row.size() > offsetNumber ? row.integer(offsetNumber) : 0;
        return Math.floorDiv(micros(row) - offset, size) * size + offset;
    }

    private static void add(Nested list, long start, long end) {
        var window = (Nested) list.parts().get(0);
        window.parts().get(0).append(start);
        window.parts().get(1).append(end);
        window.end();
    }
}
