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
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Rows for a person to read: the first ones are measured before the layout is chosen. The number of rows comes last. */
final class ScreenOutput implements RowOutput {
    private static final int ROWS_TO_MEASURE = 1000;

    private final Writer out;
    private final Schema schema;
    private final ValueText text;
    private final int screen;
    private final int[] widths;
    private final List<String[]> measured = new ArrayList<>();
    private Layout layout;
    private long rows;

    /** How cells are laid out. */
    interface Layout {
        /** What comes before the rows. */
        void begin() throws IOException;

        void row(String[] cells) throws IOException;
    }

    /** @param screen the columns of the screen: what is wider is shown with a line a value; 0: always so */
    ScreenOutput(OutputStream out, Schema schema, ValueText text, int screen) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.schema = schema;
        this.text = text;
        this.screen = screen;
        this.widths = schema.fields().stream()
                .mapToInt(field -> width(oneLine(field.name())))
                .toArray();
    }

    @Override
    public void write(Batch batch) throws IOException {
        for (var i = 0; i < batch.rows(); i++) {
            var cells = cells(batch, batch.selection().row(i));
            rows++;
            if (layout != null) {
                layout.row(cells);
                continue;
            }
            for (var column = 0; column < cells.length; column++) {
                widths[column] = Math.max(widths[column], width(cells[column]));
            }
            measured.add(cells);
            if (measured.size() == ROWS_TO_MEASURE) {
                begin();
            }
        }
        if (layout != null) {
            out.flush();
        }
    }

    @Override
    public void finish() throws IOException {
        if (layout == null) {
            begin();
        }
        out.write(rows == 1 ? "(1 row)\n" : "(" + rows + " rows)\n");
        out.flush();
    }

    private void begin() throws IOException {
        var aligned = new AlignedLayout(out, schema, widths);
        layout = aligned.width() <= screen ? aligned : new VerticalLayout(out, schema);
        layout.begin();
        for (var cells : measured) {
            layout.row(cells);
        }
        measured.clear();
    }

    private String[] cells(Batch batch, int row) {
        var cells = new String[batch.width()];
        for (var i = 0; i < cells.length; i++) {
            var value = Values.get(batch.column(i), row);
            cells[i] = value == null ? "NULL" : oneLine(text.of(schema.type(i), value));
        }
        return cells;
    }

    /** Without characters that move the cursor or do other things to a terminal. */
    static String oneLine(String value) {
        if (value.chars().noneMatch(Character::isISOControl)) {
            return value;
        }
        var line = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        line.append("\\x")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        line.appendCodePoint(c);
                    }
                }
            }
        });
        return line.toString();
    }

    /** The columns of a terminal that a text takes: two for a wide character, none for one that joins the one before it. */
    static int width(String cell) {
        var width = 0;
        for (var i = 0; i < cell.length(); ) {
            var c = cell.codePointAt(i);
            width += c < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(c));
            i += Character.charCount(c);
        }
        return width;
    }
}
