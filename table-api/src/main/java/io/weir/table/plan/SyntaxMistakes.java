package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.statement.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the parser cannot read, in words for whoever wrote it. */
final class SyntaxMistakes {
    private static final int MANY_TOKENS = 3;
    private static final Pattern ENCOUNTERED = Pattern.compile("Encountered:? \"([^\"]*)\"");
    private static final Pattern LEXICAL = Pattern.compile("Lexical error.*", Pattern.DOTALL);
    private static final Pattern KEYWORD = Pattern.compile("Incorrect syntax near the keyword '([^']*)'");

    /** What the grammar allows in places where nobody expects it. */
    private static final Set<String> RARE =
            Set.of("?", "DECIMAL", "FORMAT", "UESCAPE", "MULTISET", "UNSIGNED", "ARRAY", "SUBSTITUTE", "APPLY", ".");

    private static final List<String> CLAUSES = List.of(
            "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "JOIN", "UNION", "EXCEPT", "INTERSECT");
    private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s+$");

    private SyntaxMistakes() {}

    static EngineException of(SqlParseException mistake, String sql) {
        if (mistake.getCause() instanceof StackOverflowError) {
            return Mistakes.tooDeep(mistake);
        }
        var position = mistake.getPos() == null ? new SqlParserPos(1, 1) : mistake.getPos();
        var text = String.valueOf(mistake.getMessage());
        var encountered = ENCOUNTERED.matcher(text);
        var keyword = KEYWORD.matcher(text);
        if (LEXICAL.matcher(text).matches()) {
            return syntax(position, "unexpected character" + character(sql, position));
        } else if (encountered.find()) {
            return unexpected(mistake, List.of(encountered.group(1).split(" ")), sql);
        } else if (keyword.find()) {
            return syntax(position, "unexpected keyword " + keyword.group(1));
        } else if (text.startsWith("Non-query expression")) {
            return syntax(position, "expected a query, which begins with SELECT, VALUES or WITH");
        }
        return syntax(position, Mistakes.plain(text.lines().findFirst().orElse("cannot read the query")));
    }

    private static EngineException syntax(SqlParserPos position, String message) {
        return Mistakes.at(position, ErrorCode.SYNTAX, message);
    }

    /** The parser looks at several words at once; those at the front that it knows how to go on after are no mistake. */
    private static EngineException unexpected(SqlParseException mistake, List<String> found, String sql) {
        var ways = Arrays.stream(Objects.requireNonNullElse(mistake.getExpectedTokenSequences(), new int[0][]))
                .map(way -> Arrays.stream(way)
                        .mapToObj(token -> name(mistake, token))
                        .toList())
                .toList();
        var position = mistake.getPos();
        var known = 0;
        while (known + 1 < found.size() && leads(ways, found.subList(0, known + 1))) {
            position = behind(found.get(known++), sql, position);
        }
        var expected = expected(ways, found.subList(0, known));
        var token = found.get(known);
        return token.isEmpty() || token.endsWith("<EOF>")
                ? syntax(end(sql), "the query ends too early" + expected)
                : syntax(position, "unexpected " + token + misspelt(sql, position) + expected);
    }

    private static String name(SqlParseException mistake, int token) {
        return Objects.requireNonNull(mistake.getTokenImages())[token].replace("\"", "");
    }

    private static boolean leads(List<List<String>> ways, List<String> words) {
        return ways.stream().anyMatch(way -> way.size() > words.size() && beginsWith(way, words));
    }

    private static boolean beginsWith(List<String> way, List<String> words) {
        for (var i = 0; i < words.size(); i++) {
            if (!way.get(i).equalsIgnoreCase(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where the word after this one begins. */
    private static SqlParserPos behind(String word, String sql, SqlParserPos position) {
        var line = position.getLineNum();
        var column = position.getColumnNum() + word.length();
        var offset = ColumnNames.offset(sql, line, column);
        while (offset < sql.length() && Character.isWhitespace(sql.charAt(offset))) {
            var ends = sql.charAt(offset++) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new SqlParserPos(line, column);
    }

    private static String expected(List<List<String>> ways, List<String> known) {
        var tokens = new TreeSet<String>();
        for (var way : ways) {
            if (way.size() > known.size() && beginsWith(way, known) && !RARE.contains(way.get(known.size()))) {
                var token = way.get(known.size());
                tokens.add(shown(token));
            }
        }
        return tokens.isEmpty() || tokens.size() > MANY_TOKENS ? "" : ", expected " + String.join(" or ", tokens);
    }

    private static String shown(String token) {
        if (token.contains("LITERAL")) {
            return "a number";
        }
        return token.contains("STRING") ? "a string" : token.equals("<EOF>") ? "the end" : token;
    }

    /** A misspelt word is taken for a name, so that the parser stumbles over what comes after it. */
    private static String misspelt(String sql, SqlParserPos position) {
        var offset = ColumnNames.offset(sql, position.getLineNum(), position.getColumnNum());
        var word = LAST_WORD.matcher(sql.substring(0, Math.max(0, Math.min(offset, sql.length()))));
        if (!word.find() || CLAUSES.contains(word.group(1).toUpperCase(Locale.ROOT))) {
            return "";
        }
        var hint = Nearest.hint(word.group(1), CLAUSES);
        return hint.isEmpty() ? "" : " after \"" + word.group(1) + "\"" + hint;
    }

    private static String character(String sql, SqlParserPos position) {
        var offset = ColumnNames.offset(sql, position.getLineNum(), position.getColumnNum());
        return offset >= 0 && offset < sql.length() ? " " + Character.toString(sql.codePointAt(offset)) : "";
    }

    /** The place after the last character. */
    private static SqlParserPos end(String sql) {
        var text = sql.stripTrailing();
        var line = text.lastIndexOf('\n') + 1;
        return new SqlParserPos((int) text.chars().filter(c -> c == '\n').count() + 1, text.length() - line + 1);
    }
}
