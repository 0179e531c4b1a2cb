package io.weir.sql.output;

import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.Writer;

/** A line a row under a header, numbers to the right. A value longer than those measured pushes its line to the right. */
final class AlignedLayout implements ScreenOutput.Layout {
    private final Writer out;
    private final Schema schema;
    private final int[] widths;

    AlignedLayout(Writer out, Schema schema, int[] widths) {
        this.out = out;
        this.schema = schema;
        this.widths = widths;
    }

    /** Of a line. */
    int width() {
        var width = 1;
        for (var column : widths) {
            width += column + 3;
        }
        return width - 3;
    }

    @Override
    public void begin() throws IOException {
        var names = new String[widths.length];
        var rule = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            names[i] = ScreenOutput.oneLine(schema.field(i).name());
            rule.append(i == 0 ? "-" : "-+-").append("-".repeat(widths[i]));
        }
        line(names, false);
        out.write(rule.append("-\n").toString());
    }

    @Override
    public void row(String[] cells) throws IOException {
        line(cells, true);
    }

    private void line(String[] cells, boolean numbersToTheRight) throws IOException {
        var line = new StringBuilder();
        for (var i = 0; i < cells.length; i++) {
            var blanks = " ".repeat(Math.max(0, widths[i] - ScreenOutput.width(cells[i])));
            line.append(i == 0 ? " " : " | ");
            line.append(numbersToTheRight && isNumber(schema.type(i)) ? blanks + cells[i] : cells[i] + blanks);
        }
        out.write(line.toString().stripTrailing() + "\n");
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
