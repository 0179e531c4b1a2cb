package io.weir.table.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words and signs of a query's text, without blanks and comments. What is in quotes is one of them. */
final class QueryTokens {
    private final List<Token> tokens;

    /**
     * A word or sign.
     *
     * @param upper what it says, in upper case
     * @param from the offset of its first character
     * @param to the offset after its last character
     */
    record Token(String upper, int from, int to) {
        boolean is(String word) {
            return upper.equals(word);
        }

        boolean isWord() {
            var first = upper.charAt(0);
            return first == '"' || first == '_' || Character.isLetter(first);
        }
    }

    private QueryTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    static QueryTokens of(String sql) {
        var tokens = new ArrayList<Token>(sql.length() / 4);
        for (var at = 0; at < sql.length(); ) {
            var end = end(sql, at);
            var isBlank = Character.isWhitespace(sql.charAt(at));
            var isComment = end - at > 1 && (sql.startsWith("--", at) || sql.startsWith("/*", at));
            if (!isBlank && !isComment) {
                tokens.add(new Token(sql.substring(at, end).toUpperCase(Locale.ROOT), at, end));
            }
            at = end;
        }
        return new QueryTokens(List.copyOf(tokens));
    }

    /** The offset after what begins there: a quote or comment that does not end is a sign and more behind it. */
    private static int end(String sql, int from) {
        var first = sql.codePointAt(from);
        var behind = from + Character.charCount(first);
        if (first == '\'' || first == '"') {
            return behindQuotes(sql, from, (char) first);
        } else if (sql.startsWith("--", from)) {
            var line = sql.indexOf('\n', from);
            return line < 0 ? sql.length() : line;
        } else if (sql.startsWith("/*", from)) {
            var close = sql.indexOf("*/", from + 2);
            return close < 0 ? behind : close + 2;
        } else if (Character.isLetter(first) || first == '_') {
            return behindWord(sql, behind, '$');
        }
        return Character.isDigit(first) ? behindWord(sql, behind, '.') : behind;
    }

    private static int behindQuotes(String sql, int from, char quote) {
        for (var at = sql.indexOf(quote, from + 1); at >= 0; at = sql.indexOf(quote, at + 2)) {
            if (at + 1 == sql.length() || sql.charAt(at + 1) != quote) {
                return at + 1;
            }
        }
        return from + 1;
    }

    private static int behindWord(String sql, int from, char alsoIn) {
        var at = from;
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_' || sql.charAt(at) == alsoIn)) {
            at++;
        }
        return at;
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** What stands at a place, in upper case; empty before the first and after the last. */
    String at(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).upper() : "";
    }

    /** Whether these words follow each other from a place on. */
    boolean at(int index, String... words) {
        for (var i = 0; i < words.length; i++) {
            if (!at(index + i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** The place after the bracket that closes the one at {@code open}; the end where none does. */
    int behindBrackets(int open) {
        var depth = 0;
        for (var i = open; i < size(); i++) {
            var sign = at(i);
            if (sign.equals("(") || sign.equals("[")) {
                depth++;
            } else if ((sign.equals(")") || sign.equals("]")) && --depth == 0) {
                return i + 1;
            }
        }
        return size();
    }
}
