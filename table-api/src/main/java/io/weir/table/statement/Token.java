package io.weir.table.statement;

import java.util.Locale;

/**
 * A word of a statement.
 *
 * @param text what it says: without quotes, doubled quotes halved
 * @param from the offset of its first character
 * @param to the offset after its last character
 */
record Token(Kind kind, String text, int from, int to) {
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in double quotes. */
        QUOTED,
        STRING,
        NUMBER,
        /** A number with letters behind it, as settings and options have it: 64mb. */
        SIZE,
        SYMBOL,
        END
    }

    boolean is(String keywordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end of the statement";
            case STRING -> "'" + text + "'";
            case WORD, QUOTED, NUMBER, SIZE, SYMBOL -> "\"" + text + "\"";
        };
    }
}
