package io.weir.sql.output;

import io.weir.type.Schema;
import java.io.IOException;
import java.io.Writer;

/** A line a value, with the name of its column before it. */
final class VerticalLayout implements ScreenOutput.Layout {
    private static final int RULE = 40;

    private final Writer out;
    private final String[] names;
    private long rows;

    VerticalLayout(Writer out, Schema schema) {
        this.out = out;
        this.names = schema.fields().stream()
                .map(field -> ScreenOutput.oneLine(field.name()))
                .toArray(String[]::new);
        var longest = 0;
        for (var name : names) {
            longest = Math.max(longest, ScreenOutput.width(name));
        }
        for (var i = 0; i < names.length; i++) {
            names[i] = " " + names[i] + " ".repeat(longest - ScreenOutput.width(names[i])) + " | ";
        }
    }

    @Override
    public void begin() {}

    @Override
    public void row(String[] cells) throws IOException {
        var title = "-[ row " + ++rows + " ]";
        out.write(title + "-".repeat(Math.max(1, RULE - title.length())) + "\n");
        for (var i = 0; i < cells.length; i++) {
            out.write((names[i] + cells[i]).stripTrailing() + "\n");
        }
    }
}
