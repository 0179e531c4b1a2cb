package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Char;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;

/** Casts to VARCHAR, CHAR and VARBINARY. */
final class CastToText {
    private CastToText() {}

    static boolean isText(DataType type) {
        return type.storage() == io.weir.type.Storage.BYTES;
    }

    static @Nullable RowFunction find(DataType from, DataType to, ZoneId session) {
        if (to == Scalar.VARBINARY) {
            return isText(from) ? CastToText::copy : null;
        }
        if (isText(from)) {
            return fromText(from, to);
        }
        if (from instanceof DataType.ObjectOf) {
            return null;
        }
        RowFunction.ToText text = from instanceof Timestamp || from instanceof Scalar || from instanceof Decimal
                ? row -> text(row, from, session)
                : row -> NestedText.of(row.argument(0).vector(), row.index(0), session);
        if (to instanceof Char padded) {
            return (row, out) -> {
                var bytes = text.apply(row).getBytes(StandardCharsets.UTF_8);
                appendChar(out, bytes, 0, bytes.length, padded);
            };
        }
        return RowFunction.texts(text);
    }

    private static RowFunction fromText(DataType from, DataType to) {
        if (to instanceof Char padded) {
            return (row, out) -> appendChar(out, row.data(0), row.start(0), row.length(0), padded);
        }
        return from instanceof Char padded ? (row, out) -> appendPadded(row, out, padded.length()) : CastToText::copy;
    }

    private static void copy(Row row, VectorBuilder out) {
        out.append(row.data(0), row.start(0), row.length(0));
    }

    private static void appendChar(VectorBuilder out, byte[] data, int start, int length, Char type) {
        var kept = Utf8.prefix(data, start, length, type.length());
        out.append(data, start, Utf8.withoutTrailingBlanks(data, start, kept));
    }

    private static void appendPadded(Row row, VectorBuilder out, int characters) {
        var start = row.start(0);
        var length = row.length(0);
        var missing = Math.max(0, characters - Utf8.count(row.data(0), start, length));
        var padded = Arrays.copyOfRange(row.data(0), start, start + length + missing);
        Arrays.fill(padded, length, padded.length, (byte) ' ');
        out.append(padded, 0, padded.length);
    }

    /** A value as SQL shows it. */
    static String text(Row row, DataType from, ZoneId session) {
        if (from instanceof Decimal) {
            return row.decimal(0).toPlainString();
        }
        if (from instanceof Timestamp timestamp) {
            return timestamp.zoned()
                    ? TemporalText.zoned(row.integer(0), timestamp, session)
                    : TemporalText.timestamp(row.integer(0), timestamp);
        }
        return switch ((Scalar) from) {
            case BOOLEAN -> row.truth(0) ? "true" : "false";
            case TINYINT, SMALLINT, INT, BIGINT -> Long.toString(row.integer(0));
            case REAL -> Float.toString((float) row.real(0));
            case DOUBLE -> Double.toString(row.real(0));
            case DATE -> TemporalText.date(row.integer(0));
            case TIME -> TemporalText.time(row.integer(0));
            case INTERVAL_MONTHS -> TemporalText.months(row.integer(0));
            case INTERVAL_MICROS -> TemporalText.interval(row.integer(0));
            case VARCHAR, VARBINARY -> row.text(0);
        };
    }
}
