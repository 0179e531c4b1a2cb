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

/** One object a line. */
final class JsonOutput implements RowOutput {
    private final Writer out;
    private final Schema schema;
    private final JsonText json;

    JsonOutput(OutputStream out, Schema schema, ValueText text) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.schema = schema;
        this.json = new JsonText(text);
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
                JsonText.string(line, schema.field(column).name());
                line.append(':');
                json.value(line, schema.type(column), Values.get(batch.column(column), row));
            }
            out.append(line.append("}\n"));
        }
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
