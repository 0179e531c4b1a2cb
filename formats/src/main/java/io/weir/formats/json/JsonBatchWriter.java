package io.weir.formats.json;

import io.weir.formats.text.JsonPrinter;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextWriter;
import io.weir.type.Schema;
import io.weir.vector.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes each row as one line. */
final class JsonBatchWriter extends TextWriter {
    private final JsonPrinter printer;
    private final List<byte[]> names;

    /** The writer closes the stream; {@code compression} is the ending that stands for it, empty for none. */
    JsonBatchWriter(OutputStream out, Schema schema, TextFormats formats, String compression) throws IOException {
        super(out, compression);
        this.printer = new JsonPrinter(formats);
        this.names = schema.fields().stream()
                .map(field -> JsonPrinter.quoted(field.name()))
                .toList();
    }

    @Override
    protected void print(List<Vector> columns, int row) {
        printer.printObject(names, columns, row, text());
    }
}
