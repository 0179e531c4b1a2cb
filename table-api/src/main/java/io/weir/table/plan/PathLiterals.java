package io.weir.table.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Lets a path in single quotes stand where a table's name is expected: the quotes after FROM, JOIN and the commas between tables become
 * double quotes. The text keeps its length, so that positions in messages stay right.
 */
final class PathLiterals {
    /** Functions with a FROM of their own inside their parentheses. */
    private static final Set<String> FROM_INSIDE =
            Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION", "SUBSTR", "CEIL", "FLOOR");

    /** Words after which a comma does not lead to a table any more. */
    private static final Set<String> AFTER_FROM = Set.of(
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "WINDOW",
            "QUALIFY",
            "SELECT",
            "VALUES",
            "WITH");

    private final char[] text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Integer> paths = new ArrayList<>();
    private int at;
    private boolean expectsTable;
    private String lastWord = "";

    /** What is known between a pair of parentheses. */
    private static final class Level {
        final boolean fromInside;
        boolean inFrom;

        Level(boolean fromInside, boolean inFrom) {
            this.fromInside = fromInside;
            this.inFrom = inFrom;
        }
    }

    private PathLiterals(String sql) {
        this.text = sql.toCharArray();
        levels.push(new Level(false, false));
    }

    static PathLiterals of(String sql) {
        var literals = new PathLiterals(sql);
        literals.rewrite();
        return literals;
    }

    /** The text with names for paths. */
    String text() {
        return new String(text);
    }

    /** True if what was a path stands at this place of the text. */
    boolean isPath(SqlParserPos position) {
        return paths.stream()
                .anyMatch(path -> lineOf(path) == position.getLineNum() && columnOf(path) == position.getColumnNum());
    }

    private int lineOf(int offset) {
        var line = 1;
        for (var i = 0; i < offset; i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private int columnOf(int offset) {
        var start = offset;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return offset - start + 1;
    }

    private void rewrite() {
        while (at < text.length) {
            var c = text[at];
            if (c == '-' && next() == '-') {
                skipLine();
            } else if (c == '/' && next() == '*') {
                skipComment();
            } else if (c == '\'') {
                literal();
            } else if (c == '"') {
                skipQuoted('"');
                token("");
            } else if (Character.isJavaIdentifierStart(c)) {
                word();
            } else {
                if (!Character.isWhitespace(c)) {
                    symbol(c);
                }
                at++;
            }
        }
    }

    private char next() {
        return at + 1 < text.length ? text[at + 1] : 0;
    }

    private void skipLine() {
        while (at < text.length && text[at] != '\n') {
            at++;
        }
    }

    private void skipComment() {
        at += 2;
        while (at < text.length && !(text[at] == '*' && next() == '/')) {
            at++;
        }
        at = Math.min(at + 2, text.length);
    }

    /** Moves behind the closing quote; a doubled quote is part of the text. */
    private void skipQuoted(char quote) {
        at++;
        while (at < text.length) {
            if (text[at] == quote && next() == quote) {
                at += 2;
            } else if (text[at] == quote) {
                at++;
                return;
            } else {
                at++;
            }
        }
    }

    private void literal() {
        var start = at;
        skipQuoted('\'');
        var plain = at - start > 2 && text[at - 1] == '\'' && !holds(start + 1, at - 1, '\'', '"');
        if (expectsTable && plain) {
            text[start] = '"';
            text[at - 1] = '"';
            paths.add(start);
        }
        token("");
    }

    private boolean holds(int from, int to, char first, char second) {
        for (var i = from; i < to; i++) {
            if (text[i] == first || text[i] == second) {
                return true;
            }
        }
        return false;
    }

    private void word() {
        var start = at;
        while (at < text.length && Character.isJavaIdentifierPart(text[at])) {
            at++;
        }
        var word = new String(text, start, at - start).toUpperCase(Locale.ROOT);
        var level = levels.peek();
        if (word.equals("FROM") && !level.fromInside && !lastWord.equals("DISTINCT")) {
            level.inFrom = true;
            token(word);
            expectsTable = true;
        } else if (word.equals("JOIN") || word.equals("TABLE")) {
            token(word);
            expectsTable = true;
        } else {
            if (AFTER_FROM.contains(word)) {
                level.inFrom = false;
            }
            token(word);
        }
    }

    private void symbol(char c) {
        var expected = expectsTable;
        var word = lastWord;
        token("");
        if (c == '(') {
            levels.push(new Level(FROM_INSIDE.contains(word), expected));
            expectsTable = expected;
        } else if (c == ')') {
            if (levels.size() > 1) {
                levels.pop();
            }
        } else if (c == ',') {
            expectsTable = levels.peek().inFrom;
        }
    }

    private void token(String word) {
        lastWord = word;
        expectsTable = false;
    }
}
