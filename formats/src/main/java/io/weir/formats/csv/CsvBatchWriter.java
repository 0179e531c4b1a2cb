package io.weir.formats.csv;

import io.weir.flow.Batch;
import io.weir.formats.file.FileFailure;
import io.weir.formats.file.Format;
import io.weir.formats.text.JsonPrinter;
import io.weir.formats.text.TextBuffer;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextOutput;
import io.weir.formats.text.TextPrinter;
import io.weir.type.Schema;
import io.weir.vector.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes rows as lines. A text that is not sure to come back the same is quoted; nested values are JSON. */
final class CsvBatchWriter implements Format.BatchWriter {
    private static final int FLUSH_BYTES = 1 << 18;

    private final CsvDialect dialect;
    private final TextFormats formats;
    private final JsonPrinter nested;
    private final TextOutput out;
    private final TextBuffer text = new TextBuffer();
    private final TextBuffer field = new TextBuffer();
    private long written;

    /** The writer closes the stream; {@code compression} is the ending that stands for it, empty for none. */
    CsvBatchWriter(OutputStream out, Schema schema, CsvDialect dialect, TextFormats formats, String compression)
            throws IOException {
        this.dialect = dialect;
        this.formats = formats;
        this.nested = new JsonPrinter(formats);
        this.out = new TextOutput(out, compression);
        if (dialect.header() != CsvDialect.Header.NO) {
            for (var i = 0; i < schema.size(); i++) {
                delimit(i);
                field.append(schema.field(i).name());
                quoteWhereNeeded();
            }
            text.append('\n');
        }
    }

    private void delimit(int column) {
        if (column > 0) {
            text.append((char) dialect.delimiter());
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        var columns = batch.columns().stream().map(Vector::flat).toArray(Vector[]::new);
        for (var i = 0; i < batch.rows(); i++) {
            var row = batch.selection().row(i);
            for (var column = 0; column < columns.length; column++) {
                delimit(column);
                print(columns[column], row);
            }
            text.append('\n');
            if (text.length() >= FLUSH_BYTES) {
                flush();
            }
        }
    }

    private void print(Vector column, int row) {
        if (column.isNull(row)) {
            text.append(dialect.nullText(), 0, dialect.nullText().length);
            return;
        }
        switch (column.type().storage()) {
            case LIST, MAP, ROW -> nested.print(column, row, field);
            default -> TextPrinter.print(column, row, formats, field);
        }
        quoteWhereNeeded();
    }

    private void quoteWhereNeeded() {
        var data = field.data();
        var length = field.length();
        if (dialect.quote() != CsvDialect.NONE && needsQuotes(data, length)) {
            text.append((char) dialect.quote());
            for (var i = 0; i < length; i++) {
                if (data[i] == dialect.quote() || data[i] == dialect.escape()) {
                    text.append((char) dialect.escape());
                }
                text.append((char) (data[i] & 0xff));
            }
            text.append((char) dialect.quote());
        } else {
            text.append(data, 0, length);
        }
        field.cut(0);
    }

    /** Whatever ends a field, means null or is a comment; blanks at the ends, which others may strip. */
    private boolean needsQuotes(byte[] data, int length) {
        if (length == 0 || isNullText(data, length) || data[0] == dialect.comment()) {
            return true;
        }
        if (data[0] == ' ' || data[length - 1] == ' ') {
            return true;
        }
        for (var i = 0; i < length; i++) {
            var c = data[i];
            if (c == dialect.delimiter() || c == dialect.quote() || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean isNullText(byte[] data, int length) {
        return Arrays.equals(data, 0, length, dialect.nullText(), 0, dialect.nullText().length);
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
            throw FileFailure.of("close", "a csv file", e);
        }
    }
}
