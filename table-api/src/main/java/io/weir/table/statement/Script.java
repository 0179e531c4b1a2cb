package io.weir.table.statement;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Text of several statements with a semicolon after each; the last one may stand without. */
public final class Script {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}\\n]*)}");

    private Script() {}

    /** The text of one statement, without the semicolon, and where it begins. */
    public record Piece(String text, Position position) {}

    /** The statements in order; empty ones fall away. Fails on a quote or comment that never ends. */
    public static List<Piece> split(String text) {
        var pieces = new ArrayList<Piece>();
        var first = -1;
        var last = -1;
        for (var token : Tokenizer.tokens(text, Position.START)) {
            if (token.is(";") || token.kind() == Token.Kind.END) {
                if (first >= 0) {
                    pieces.add(new Piece(text.substring(first, last), Position.START.plus(text, first)));
                }
                first = -1;
            } else {
                first = first < 0 ? token.from() : first;
                last = token.to();
            }
        }
        return pieces;
    }

    /** True if the text is a whole number of statements: nothing but blanks and comments after the last semicolon. */
    public static boolean isComplete(String text) {
        try {
            var tokens = Tokenizer.tokens(text, Position.START);
            return tokens.size() == 1 || tokens.get(tokens.size() - 2).is(";");
        } catch (EngineException open) {
            return false;
        }
    }

    /**
     * Replaces every <code>${name}</code> outside comments by the variable's value. A name without a value is an error. Inside
     * quotes too, and the value is taken as it is.
     */
    public static String substitute(String text, Map<String, String> variables) {
        if (!text.contains("${")) {
            return text;
        }
        var comments = comments(text);
        var answer = new StringBuilder();
        var matcher = VARIABLE.matcher(text);
        var copied = 0;
        while (matcher.find()) {
            if (comments.stream().anyMatch(range -> range.contains(matcher.start()))) {
                continue;
            }
            var value = variables.get(matcher.group(1).strip());
            if (value == null) {
                throw new EngineException(
                        ErrorCode.NOT_FOUND,
                        Position.START.plus(text, matcher.start()) + ": no value for the variable " + matcher.group(1)
                                + ": give it with -D " + matcher.group(1) + "=VALUE");
            }
            answer.append(text, copied, matcher.start()).append(value);
            copied = matcher.end();
        }
        return answer.append(text, copied, text.length()).toString();
    }

    private record Range(int from, int to) {
        boolean contains(int offset) {
            return offset >= from && offset < to;
        }
    }

    private static List<Range> comments(String text) {
        var found = new ArrayList<Range>();
        var at = 0;
        while (at < text.length()) {
            var c = text.charAt(at);
            var end = at + 1;
            if (c == '\'' || c == '"') {
                end = after(text, String.valueOf(c), at + 1);
            } else if (text.startsWith("--", at)) {
                end = after(text, "\n", at);
                found.add(new Range(at, end));
            } else if (text.startsWith("/*", at)) {
                end = after(text, "*/", at + 2);
                found.add(new Range(at, end));
            }
            at = end;
        }
        return found;
    }

    private static int after(String text, String end, int from) {
        var found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
