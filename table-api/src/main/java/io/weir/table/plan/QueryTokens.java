package io.weir.table.plan;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words and signs of a query's text, without blanks and comments. What is in quotes is one of them. */
final class QueryTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\"|[\\p{L}_][\\w$]*|\\d[\\w.]*|\\S",
            Pattern.DOTALL);

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
        return new QueryTokens(TOKEN.matcher(sql)
                .results()
                .filter(token ->
                        !token.group().startsWith("--") && !token.group().startsWith("/*"))
                .map(token -> new Token(token.group().toUpperCase(Locale.ROOT), token.start(), token.end()))
                .toList());
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
