package io.weir.table.statement;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Walks over the tokens of one statement. Owned by one parser. */
final class TokenCursor {
    private final String text;
    private final Position start;
    private final List<Token> tokens;
    private int at;

    TokenCursor(Script.Piece piece) {
        this.text = piece.text();
        this.start = piece.position();
        this.tokens = Tokenizer.tokens(text, start);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token that many places further on; the end stands for all after it. */
    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        var token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Takes these words if they come next, all or none. */
    boolean accept(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    void expect(String... words) {
        for (var word : words) {
            if (!accept(word)) {
                throw expected(word);
            }
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw expected("the end of the statement");
        }
    }

    String name(String what) {
        if (!peek().isName()) {
            throw expected(what);
        }
        return next().text();
    }

    Statement.Name qualifiedName(String what) {
        var parts = new ArrayList<String>();
        do {
            parts.add(name(what));
        } while (accept("."));
        return new Statement.Name(parts);
    }

    /** A name, or files by their path in quotes. */
    Statement.Name nameOrPath(String what) {
        if (peek().kind() != Token.Kind.STRING) {
            return qualifiedName(what);
        }
        var path = next().text();
        return new Statement.Name(List.of(path.indexOf('/') < 0 ? "./" + path : path));
    }

    String string(String what) {
        if (peek().kind() != Token.Kind.STRING) {
            throw expected(what);
        }
        return next().text();
    }

    int integer(String what) {
        var token = peek();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("\\d{1,9}")) {
            throw expected(what);
        }
        next();
        return Integer.parseInt(token.text());
    }

    /** Names in parentheses. */
    List<String> names(String what) {
        expect("(");
        var names = new ArrayList<String>();
        do {
            names.add(name(what));
        } while (accept(","));
        expect(")");
        return names;
    }

    /** All that is left, as a query. */
    Statement.Query query() {
        var first = peek();
        if (!startsQuery(0)) {
            throw expected("a query");
        }
        for (var token : tokens.subList(at, tokens.size())) {
            if (token.kind() == Token.Kind.SIZE) {
                throw new EngineException(
                        ErrorCode.SYNTAX, start.plus(text, token.from()) + ": not a number: " + token.text());
            }
        }
        at = tokens.size() - 1;
        return new Statement.Query(text.substring(first.from()), start.plus(text, first.from()));
    }

    /** Whether a query begins so many tokens further on. */
    boolean startsQuery(int ahead) {
        var at = ahead;
        while (peek(at).is("(")) {
            at++;
        }
        var token = peek(at);
        return token.is("SELECT") || token.is("WITH") || token.is("VALUES") || token.is("TABLE");
    }

    /** The text of the rest, comments included. */
    String rest() {
        var from = peek().from();
        at = tokens.size() - 1;
        return text.substring(from).strip();
    }

    EngineException expected(String what) {
        return error("expected " + what + ", found " + peek().shown());
    }

    /** An error at the next token. */
    EngineException error(String message) {
        return new EngineException(ErrorCode.SYNTAX, position() + ": " + message);
    }

    /** The place of the next token. */
    Position position() {
        return start.plus(text, peek().from());
    }
}
