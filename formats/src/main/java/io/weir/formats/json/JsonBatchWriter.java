package io.weir.formats.json;

import io.weir.flow.Batch;
import io.weir.formats.file.FileFailure;
import io.weir.formats.file.Format;
import io.weir.formats.text.JsonPrinter;
import io.weir.formats.text.TextBuffer;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextOutput;
import io.weir.type.Schema;
import io.weir.vector.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes each row as one line. */
final class JsonBatchWriter implements Format.BatchWriter {
    private static final int FLUSH_BYTES = 1 << 18;

    private final TextOutput out;
    private final JsonPrinter printer;
    private final List<byte[]> names;
    private final TextBuffer text = new TextBuffer();
    private long written;

    /** The writer closes the stream; {@code compression} is the ending that stands for it, empty for none. */
    JsonBatchWriter(OutputStream out, Schema schema, TextFormats formats, String compression) throws IOException {
        this.out = new TextOutput(out, compression);
        this.printer = new JsonPrinter(formats);
        this.names = schema.fields().stream()
                .map(field -> JsonPrinter.quoted(field.name()))
                .toList();
    }

    @Override
    public void write(Batch batch) throws IOException {
        var columns = batch.columns().stream().map(Vector::flat).toList();
        for (var i = 0; i < batch.rows(); i++) {
            printer.printObject(names, columns, batch.selection().row(i), text);
            text.append('\n');
            if (text.length() >= FLUSH_BYTES) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        written += text.length();
        out.write(text);
    }

    @Override
    public long bytes() {
        return written + text.length();
    }

    @Override
    public void finish() throws IOException {
        flush();
        out.finish();
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw FileFailure.of("close", "a json file", e);
        }
    }
}
