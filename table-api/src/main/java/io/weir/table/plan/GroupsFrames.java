package io.weir.table.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Lets GROUPS stand in a window where the parser knows only ROWS and RANGE: writes ROWS in its place and remembers where. The text
 * keeps its length, so that positions in messages stay right.
 */
final class GroupsFrames {
    private static final Pattern FRAME_START = Pattern.compile("BETWEEN|UNBOUNDED|CURRENT|\\d.*");
    private static final Pattern QUERY_START = Pattern.compile("SELECT|VALUES|WITH|TABLE|\\(");

    /** After these an expression goes on, in which GROUPS is a column. */
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "BY",
            ",",
            ".",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            ">",
            "=",
            "|",
            "AND",
            "OR",
            "NOT",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "LIKE",
            "BETWEEN",
            "IN",
            "IS",
            "DISTINCT",
            "FROM",
            "ROWS",
            "RANGE");

    private final StringBuilder text;
    private final Set<SqlParserPos> positions = new HashSet<>();

    private GroupsFrames(String sql) {
        text = new StringBuilder(sql);
    }

    /**
     * A text that the parser reads.
     *
     * @param positions where GROUPS stood
     */
    record Rewritten(String sql, Set<SqlParserPos> positions) {
        boolean contains(SqlParserPos position) {
            return positions.stream()
                    .anyMatch(groups -> groups.getLineNum() == position.getLineNum()
                            && groups.getColumnNum() == position.getColumnNum());
        }
    }

    static Rewritten in(String sql) {
        if (!sql.toUpperCase(Locale.ROOT).contains("GROUPS")) {
            return new Rewritten(sql, Set.of());
        }
        var frames = new GroupsFrames(sql);
        frames.rewrite(sql);
        return new Rewritten(frames.text.toString(), frames.positions);
    }

    private void rewrite(String sql) {
        Deque<Boolean> windows = new ArrayDeque<>();
        windows.push(false);
        var tokens = QueryTokens.of(sql);
        var before = "";
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.at(i);
            var next = tokens.at(i + 1);
            if (token.equals("(")) {
                var declared = before.equals("AS") && !QUERY_START.matcher(next).matches();
                windows.push(before.equals("OVER") || declared);
            } else if (token.equals(")") && windows.size() > 1) {
                windows.pop();
            } else if (token.equals("GROUPS") && windows.getFirst() && !BEFORE_EXPRESSION.contains(before)) {
                if (!before.equals("(") || FRAME_START.matcher(next).matches()) {
                    replace(sql, tokens.get(i).from(), tokens.get(i).to());
                }
            }
            before = token;
        }
    }

    private void replace(String sql, int from, int to) {
        text.replace(from, to, "ROWS  ");
        var above = sql.substring(0, from).split("\r\n|\r|\n", -1);
        positions.add(new SqlParserPos(above.length, above[above.length - 1].length() + 1));
    }
}
