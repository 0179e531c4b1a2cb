package io.weir.sql.output;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.Values;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One object a line. Numbers are numbers, but for NaN and the infinities, which are strings; what JSON has no form for is a string. */
final class JsonOutput implements RowOutput {
    private final Writer out;
    private final Schema schema;
    private final ValueText text;

    JsonOutput(OutputStream out, Schema schema, ValueText text) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.schema = schema;
        this.text = text;
    }

    @Override
    public void write(Batch batch) throws IOException {
        var line = new StringBuilder();
        for (var i = 0; i < batch.rows(); i++) {
            var row = batch.selection().row(i);
            line.setLength(0);
            line.append('{');
            for (var column = 0; column < schema.size(); column++) {
                line.append(column == 0 ? "" : ",");
                string(line, schema.field(column).name());
                line.append(':');
                value(line, schema.type(column), Values.get(batch.column(column), row));
            }
            out.append(line.append("}\n"));
        }
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    private void value(StringBuilder line, DataType type, @Nullable Object value) {
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

    private static void string(StringBuilder line, String value) {
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
