package io.weir.sql.output;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as JSON. Numbers are numbers, but for NaN and the infinities, which are strings; what JSON has no form for is a string. */
public final class JsonText {
    private final ValueText text;

    public JsonText(ValueText text) {
        this.text = text;
    }

    /** Appends a value as {@link io.weir.vector.Values} has it. */
    public void value(StringBuilder line, DataType type, @Nullable Object value) {
        if (value == null) {
            line.append("null");
        } else if (value instanceof Boolean || value instanceof BigDecimal || isFinite(value)) {
            line.append(text.of(type, value));
        } else if (type instanceof DataType.ListOf list) {
            elements(line, list, (List<?>) value);
        } else if (type instanceof DataType.MapOf map) {
            entries(line, map, (Map<?, ?>) value);
        } else if (type instanceof DataType.RowOf row) {
            fields(line, row, (List<?>) value);
        } else {
            string(line, text.of(type, value));
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Double number && Double.isFinite(number)
                || value instanceof Float real && Float.isFinite(real)
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte;
    }

    private void elements(StringBuilder line, DataType.ListOf type, List<?> elements) {
        line.append('[');
        for (var i = 0; i < elements.size(); i++) {
            line.append(i == 0 ? "" : ",");
            value(line, type.element(), elements.get(i));
        }
        line.append(']');
    }

    private void entries(StringBuilder line, DataType.MapOf type, Map<?, ?> map) {
        line.append('{');
        var first = true;
        for (var entry : map.entrySet()) {
            line.append(first ? "" : ",");
            first = false;
            string(line, text.of(type.key(), entry.getKey()));
            line.append(':');
            value(line, type.value(), entry.getValue());
        }
        line.append('}');
    }

    private void fields(StringBuilder line, DataType.RowOf type, List<?> values) {
        line.append('{');
        for (var i = 0; i < values.size(); i++) {
            line.append(i == 0 ? "" : ",");
            string(line, type.schema().field(i).name());
            line.append(':');
            value(line, type.schema().type(i), values.get(i));
        }
        line.append('}');
    }

    static void string(StringBuilder line, String value) {
        line.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
