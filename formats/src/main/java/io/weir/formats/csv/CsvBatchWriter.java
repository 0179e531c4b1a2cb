package io.weir.formats.csv;

import io.weir.formats.text.JsonPrinter;
import io.weir.formats.text.TextBuffer;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextPrinter;
import io.weir.formats.text.TextWriter;
import io.weir.type.Schema;
import io.weir.vector.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Writes rows as lines. A text that is not sure to come back the same is quoted; nested values are JSON. */
final class CsvBatchWriter extends TextWriter {
    private final CsvDialect dialect;
    private final TextFormats formats;
    private final JsonPrinter nested;
    private final TextBuffer text = text();
    private final TextBuffer field = new TextBuffer();

    /** The writer closes the stream; {@code compression} is the ending that stands for it, empty for none. */
    CsvBatchWriter(OutputStream out, Schema schema, CsvDialect dialect, TextFormats formats, String compression)
            throws IOException {
        super(out, compression);
        this.dialect = dialect;
        this.formats = formats;
        this.nested = new JsonPrinter(formats);
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
    protected void print(List<Vector> columns, int row) {
        for (var i = 0; i < columns.size(); i++) {
            delimit(i);
            print(columns.get(i), row);
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
}
