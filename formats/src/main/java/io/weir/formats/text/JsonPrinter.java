package io.weir.formats.text;

import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Values of any type as JSON: rows and maps as objects, dates and times as texts, binary in base 64. */
public final class JsonPrinter {
    private static final String HEX = "0123456789abcdef";

    private final TextFormats formats;

    public JsonPrinter(TextFormats formats) {
        this.formats = formats;
    }

    /** The vector may be of any kind and the row null. */
    public void print(Vector vector, int row, TextBuffer out) {
        if (vector.isNull(row)) {
            out.append("null");
            return;
        }
        var flat = vector.flat();
        switch (vector.type().storage()) {
            case LIST -> printList((ListVector) flat, row, out);
            case MAP -> printMap((MapVector) flat, row, out);
            case ROW -> {
                var fields = ((RowVector) flat).fields();
                var names = ((RowVector) flat)
                        .type().schema().fields().stream()
                                .map(field -> quoted(field.name()))
                                .toList();
                printObject(names, fields, row, out);
            }
            case BYTES -> printBytes((BytesVector) flat, row, out);
            case DOUBLE -> printNumber(Double.isFinite(((DoubleVector) flat).value(row)), flat, row, out);
            case FLOAT -> printNumber(Float.isFinite(((FloatVector) flat).value(row)), flat, row, out);
            default -> printNumber(isNumber(vector.type()), flat, row, out);
        }
    }

    private static boolean isNumber(DataType type) {
        if (type instanceof DataType.Scalar scalar) {
            return switch (scalar) {
                case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT -> true;
                default -> false;
            };
        }
        return type instanceof DataType.Decimal;
    }

    private void printNumber(boolean bare, Vector vector, int row, TextBuffer out) {
        if (!bare) {
            out.append('"');
        }
        TextPrinter.print(vector, row, formats, out);
        if (!bare) {
            out.append('"');
        }
    }

    /** An object whose names are printed already, with their quotes and colons. */
    public void printObject(List<byte[]> names, List<Vector> fields, int row, TextBuffer out) {
        out.append('{');
        for (var i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(names.get(i), 0, names.get(i).length);
            print(fields.get(i), row, out);
        }
        out.append('}');
    }

    /** A name as it stands before its value. */
    public static byte[] quoted(String name) {
        var out = new TextBuffer();
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        printText(bytes, 0, bytes.length, out);
        out.append(':');
        return Arrays.copyOf(out.data(), out.length());
    }

    private void printList(ListVector list, int row, TextBuffer out) {
        out.append('[');
        var elements = list.elements().flat();
        for (var i = 0; i < list.lengths()[row]; i++) {
            if (i > 0) {
                out.append(',');
            }
            print(elements, list.starts()[row] + i, out);
        }
        out.append(']');
    }

    /** Keys that are not text become text. */
    private void printMap(MapVector map, int row, TextBuffer out) {
        out.append('{');
        var keys = map.keys().flat();
        var values = map.values().flat();
        for (var i = 0; i < map.lengths()[row]; i++) {
            if (i > 0) {
                out.append(',');
            }
            var entry = map.starts()[row] + i;
            var key = new TextBuffer();
            print(keys, entry, key);
            if (key.data()[0] == '"') {
                out.append(key.data(), 0, key.length());
            } else {
                printText(key.data(), 0, key.length(), out);
            }
            out.append(':');
            print(values, entry, out);
        }
        out.append('}');
    }

    private static void printBytes(BytesVector vector, int row, TextBuffer out) {
        if (vector.type() == DataType.Scalar.VARBINARY) {
            out.append('"');
            out.append(Base64.getEncoder().encodeToString(vector.copy(row)));
            out.append('"');
        } else {
            printText(vector.data(), vector.starts()[row], vector.lengths()[row], out);
        }
    }

    private static void printText(byte[] data, int start, int length, TextBuffer out) {
        out.append('"');
        var plain = start;
        for (var i = start; i < start + length; i++) {
            var c = data[i];
            if (c == '"' || c == '\\' || c >= 0 && c < ' ') {
                out.append(data, plain, i - plain);
                printEscaped(c, out);
                plain = i + 1;
            }
        }
        out.append(data, plain, start + length - plain);
        out.append('"');
    }

    private static void printEscaped(byte c, TextBuffer out) {
        out.append('\\');
        switch (c) {
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '"', '\\' -> out.append((char) c);
            default -> {
                out.append("u00");
                out.append(HEX.charAt(c >> 4));
                out.append(HEX.charAt(c & 15));
            }
        }
    }
}
