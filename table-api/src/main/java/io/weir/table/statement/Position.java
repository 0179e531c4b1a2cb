package io.weir.table.statement;

/** Where something begins in a script; both count from 1. */
public record Position(int line, int column) {
    public static final Position START = new Position(1, 1);

    /** The place of an offset in a text that itself begins here. */
    public Position plus(String text, int offset) {
        var atLine = line;
        var atColumn = column;
        for (var i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                atLine++;
                atColumn = 1;
            } else {
                atColumn++;
            }
        }
        return new Position(atLine, atColumn);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
