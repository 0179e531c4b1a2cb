package io.weir.sql.output;

import io.weir.flow.Batch;
import io.weir.type.DataType;
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

/** Aligned columns. Widths come from the first rows; a longer value further down pushes its line to the right. */
final class TableOutput implements RowOutput {
    private static final int ROWS_TO_MEASURE = 1000;

    private final Writer out;
    private final Schema schema;
    private final ValueText text;
    private final int[] widths;
    private final List<String[]> measured = new ArrayList<>();
    private boolean begun;
    private long rows;

    TableOutput(OutputStream out, Schema schema, ValueText text) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.schema = schema;
        this.text = text;
        this.widths =
                schema.fields().stream().mapToInt(field -> width(field.name())).toArray();
    }

    @Override
    public void write(Batch batch) throws IOException {
        for (var i = 0; i < batch.rows(); i++) {
            var cells = cells(batch, batch.selection().row(i));
            rows++;
            if (begun) {
                line(cells);
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
        if (begun) {
            out.flush();
        }
    }

    @Override
    public void finish() throws IOException {
        if (!begun) {
            begin();
        }
        out.write(rows == 1 ? "(1 row)\n" : "(" + rows + " rows)\n");
        out.flush();
    }

    private void begin() throws IOException {
        begun = true;
        for (var i = 0; i < widths.length; i++) {
            var name = schema.field(i).name();
            out.write((i == 0 ? " " : " | ") + name + " ".repeat(widths[i] - width(name)));
        }
        out.write(" \n");
        for (var i = 0; i < widths.length; i++) {
            out.write((i == 0 ? "-" : "-+-") + "-".repeat(widths[i]));
        }
        out.write("-\n");
        for (var cells : measured) {
            line(cells);
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

    private static String oneLine(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : value.replace("\r", "\\r").replace("\n", "\\n");
    }

    private void line(String[] cells) throws IOException {
        for (var i = 0; i < cells.length; i++) {
            var blanks = " ".repeat(Math.max(0, widths[i] - width(cells[i])));
            out.write(i == 0 ? " " : " | ");
            out.write(isNumber(schema.type(i)) ? blanks + cells[i] : cells[i] + blanks);
        }
        out.write(" \n");
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static boolean isNumber(DataType type) {
        return switch (type.storage()) {
            case BYTE, SHORT, DECIMAL128, FLOAT, DOUBLE -> true;
            case INT -> type == DataType.Scalar.INT;
            case LONG -> type == DataType.Scalar.BIGINT || type instanceof DataType.Decimal;
            case BOOLEAN, BYTES, LIST, MAP, ROW, OBJECT -> false;
        };
    }
}
