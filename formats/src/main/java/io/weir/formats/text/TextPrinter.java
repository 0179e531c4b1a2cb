package io.weir.formats.text;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HexFormat;

/** Values that are not nested as the text that {@link TextParser} reads back. */
public final class TextPrinter {
    private static final long MINUTE = 60;
    private static final long DAY = 86_400;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    private TextPrinter() {}

    /** The vector is flat and the row not null. */
    public static void print(Vector vector, int row, TextFormats formats, TextBuffer out) {
        if (formats.print(vector, row, out)) {
            return;
        }
        if (vector instanceof BytesVector v) {
            printBytes(v, row, out);
        } else if (vector instanceof LongVector v) {
            printLong(v.type(), v.value(row), out);
        } else if (vector instanceof IntVector v) {
            printInt(v.type(), v.value(row), out);
        } else if (vector instanceof DoubleVector v) {
            out.append(Double.toString(v.value(row)));
        } else if (vector instanceof FloatVector v) {
            out.append(Float.toString(v.value(row)));
        } else if (vector instanceof BooleanVector v) {
            out.append(v.value(row) ? "true" : "false");
        } else if (vector instanceof ShortVector v) {
            out.append(Short.toString(v.value(row)));
        } else if (vector instanceof ByteVector v) {
            out.append(Byte.toString(v.value(row)));
        } else if (vector.type() instanceof DataType.Decimal && Values.get(vector, row) instanceof BigDecimal wide) {
            out.append(wide.toPlainString());
        } else {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "no text for a value of " + vector.type().sql());
        }
    }

    private static void printBytes(BytesVector vector, int row, TextBuffer out) {
        if (vector.type() == DataType.Scalar.VARBINARY) {
            out.append(HexFormat.of().formatHex(vector.copy(row)));
        } else {
            out.append(vector.data(), vector.starts()[row], vector.lengths()[row]);
        }
    }

    private static void printInt(DataType type, int value, TextBuffer out) {
        if (type == DataType.Scalar.DATE) {
            printDate(value, out);
        } else if (type == DataType.Scalar.INTERVAL_MONTHS) {
            out.append((value < 0 ? "-" : "") + Math.abs((long) value) / 12 + "-" + Math.abs((long) value) % 12);
        } else {
            out.append(Integer.toString(value));
        }
    }

    private static void printDate(long day, TextBuffer out) {
        out.append(LocalDate.ofEpochDay(day).toString());
    }

    private static void printLong(DataType type, long value, TextBuffer out) {
        if (type instanceof DataType.Decimal decimal) {
            out.append(BigDecimal.valueOf(value, decimal.scale()).toPlainString());
        } else if (type instanceof DataType.Timestamp timestamp) {
            printTimestamp(timestamp, value, out);
        } else if (type == DataType.Scalar.TIME) {
            printTime(value / MICROS, value % MICROS, 6, out);
        } else if (type == DataType.Scalar.INTERVAL_MICROS) {
            printInterval(value, out);
        } else {
            out.append(Long.toString(value));
        }
    }

    private static void printTimestamp(DataType.Timestamp type, long value, TextBuffer out) {
        var unit = type.nanos() ? NANOS : MICROS;
        var seconds = Math.floorDiv(value, unit);
        printDate(Math.floorDiv(seconds, DAY), out);
        out.append(' ');
        printTime(Math.floorMod(seconds, DAY), Math.floorMod(value, unit), type.nanos() ? 9 : 6, out);
        if (type.zoned()) {
            out.append('Z');
        }
    }

    /** The fraction has so many digits, of which zeros at the end are left out. */
    private static void printTime(long seconds, long fraction, int digits, TextBuffer out) {
        out.append(seconds / (MINUTE * MINUTE), 2);
        out.append(':');
        out.append(seconds / MINUTE % MINUTE, 2);
        out.append(':');
        out.append(seconds % MINUTE, 2);
        if (fraction > 0) {
            out.append('.');
            out.append(fraction, digits);
            while (out.data()[out.length() - 1] == '0') {
                out.cut(out.length() - 1);
            }
        }
    }

    private static void printInterval(long micros, TextBuffer out) {
        if (micros < 0) {
            out.append('-');
        }
        // The smallest long has no positive counterpart; as an unsigned number its negation is right.
        var magnitude = micros < 0 ? -micros : micros;
        var seconds = Long.divideUnsigned(magnitude, MICROS);
        out.append(Long.toString(seconds / DAY));
        out.append(' ');
        printTime(seconds % DAY, Long.remainderUnsigned(magnitude, MICROS), 6, out);
    }
}
