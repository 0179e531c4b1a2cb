package io.weir.sql.output;

import io.weir.flow.Batch;
import io.weir.type.Schema;
import io.weir.vector.Values;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A line a row, with a separator between the values. */
final class DelimitedOutput implements RowOutput {
    private final Writer out;
    private final Schema schema;
    private final ValueText text;
    private final char separator;
    private final UnaryOperator<String> escape;

    private DelimitedOutput(
            OutputStream out, Schema schema, ValueText text, char separator, UnaryOperator<String> escape)
            throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.schema = schema;
        this.text = text;
        this.separator = separator;
        this.escape = escape;
        for (var i = 0; i < schema.size(); i++) {
            if (i > 0) {
                this.out.write(separator);
            }
            this.out.write(escape.apply(schema.field(i).name()));
        }
        this.out.write('\n');
    }

    static DelimitedOutput csv(OutputStream out, Schema schema, ValueText text) throws IOException {
        return new DelimitedOutput(out, schema, text, ',', DelimitedOutput::quoted);
    }

    static DelimitedOutput tsv(OutputStream out, Schema schema, ValueText text) throws IOException {
        return new DelimitedOutput(out, schema, text, '\t', DelimitedOutput::escaped);
    }

    @Override
    public void write(Batch batch) throws IOException {
        for (var i = 0; i < batch.rows(); i++) {
            var row = batch.selection().row(i);
            for (var column = 0; column < schema.size(); column++) {
                if (column > 0) {
                    out.write(separator);
                }
                var value = Values.get(batch.column(column), row);
                if (value != null) {
                    out.write(escape.apply(text.of(schema.type(column), value)));
                }
            }
            out.write('\n');
        }
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    private static String quoted(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r') {
                return "\"" + value.replace("\"", "\"\"") + "\"";
            }
        }
        return value.isEmpty() ? "\"\"" : value;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
