package io.weir.table.statement;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into tokens; comments and blanks fall away. Knows no keyword. */
final class Tokenizer {
    private final String text;
    private final Position start;
    private int at;

    private Tokenizer(String text, Position start) {
        this.text = text;
        this.start = start;
    }

    /** All tokens of a text that begins at {@code start} of the script, ended by one of kind END. */
    static List<Token> tokens(String text, Position start) {
        var tokenizer = new Tokenizer(text, start);
        var tokens = new ArrayList<Token>();
        Token token;
        do {
            token = tokenizer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlanks();
        var from = at;
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", from, from);
        }
        var c = text.charAt(at);
        if (c == '\'') {
            return new Token(Token.Kind.STRING, quoted('\'', "string"), from, at);
        }
        if (c == '"') {
            return new Token(Token.Kind.QUOTED, quoted('"', "quoted name"), from, at);
        }
        if (Character.isLetter(c) || c == '_') {
            return word(from);
        }
        if (isDigit(c)) {
            return number(from);
        }
        if (c <= ' ' || c > '~' || c == '`') {
            throw unexpected();
        }
        at++;
        return new Token(Token.Kind.SYMBOL, text.substring(from, at), from, at);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                var end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                var end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw unfinished("comment");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private String quoted(char quote, String what) {
        var value = new StringBuilder();
        for (var i = at + 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != quote) {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                value.append(quote);
                i++;
            } else {
                at = i + 1;
                return value.toString();
            }
        }
        throw unfinished(what);
    }

    private Token word(int from) {
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return new Token(Token.Kind.WORD, text.substring(from, at), from, at);
    }

    private Token number(int from) {
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            var digits = at + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            if (digits < text.length() && isDigit(text.charAt(digits))) {
                at = digits;
                while (at < text.length() && isDigit(text.charAt(at))) {
                    at++;
                }
            }
        }
        if (at < text.length() && isWordPart(text.charAt(at))) {
            word(from); // a size, as in 64mb, or a mistake
            return new Token(Token.Kind.SIZE, text.substring(from, at), from, at);
        }
        return new Token(Token.Kind.NUMBER, text.substring(from, at), from, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Blanks that are none to SQL come with text copied from pages and documents. */
    private EngineException unexpected() {
        var found = text.codePointAt(at);
        var blank = Character.isISOControl(found) || Character.isSpaceChar(found) || !Character.isDefined(found);
        var shown = blank || Character.getType(found) == Character.FORMAT
                ? String.format(Locale.ROOT, "U+%04X", found)
                : Character.toString(found);
        var hint = found == '`' ? ": a name is quoted as in \"a\"" : "";
        return new EngineException(ErrorCode.SYNTAX, start.plus(text, at) + ": unexpected character " + shown + hint);
    }

    private EngineException unfinished(String what) {
        return new EngineException(ErrorCode.SYNTAX, start.plus(text, at) + ": " + what + " without an end");
    }
}
