package io.weir.table.statement;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;

/**
 * Makes names of strings that stand where a table stands: {@code from 'data/x'} becomes {@code from "data/x"}. Every character keeps
 * its place.
 */
final class PathTables {
    private static final Set<String> END_OF_FROM = Set.of(
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "WINDOW",
            "QUALIFY");

    private enum Clause {
        /** No SELECT yet in these parentheses: a FROM here is part of a function call. */
        NONE,
        SELECT,
        FROM
    }

    private PathTables() {}

    static String named(String query, List<Token> tokens) {
        var answer = new StringBuilder(query);
        var clauses = new ArrayDeque<Clause>();
        clauses.push(Clause.NONE);
        Token previous = null;
        for (var token : tokens) {
            var clause = clauses.peek();
            if (token.is("(") || token.is("[")) {
                clauses.push(Clause.NONE);
            } else if ((token.is(")") || token.is("]")) && clauses.size() > 1) {
                clauses.pop();
            } else if (token.is("SELECT")) {
                replace(clauses, Clause.SELECT);
            } else if (token.is("FROM") && clause == Clause.SELECT) {
                replace(clauses, Clause.FROM);
            } else if (token.kind() == Token.Kind.WORD
                    && END_OF_FROM.contains(token.upper())
                    && clause == Clause.FROM) {
                replace(clauses, Clause.SELECT);
            } else if (token.kind() == Token.Kind.STRING && clause == Clause.FROM && takesTable(previous)) {
                requote(answer, token);
            } else if (token.kind() == Token.Kind.STRING
                    && clause == Clause.NONE
                    && previous != null
                    && previous.is("TABLE")) {
                requote(answer, token);
            }
            previous = token;
        }
        return answer.toString();
    }

    private static boolean takesTable(Token previous) {
        return previous.is("FROM") || previous.is("JOIN") || previous.is(",") || previous.is("LATERAL");
    }

    private static void replace(ArrayDeque<Clause> clauses, Clause clause) {
        clauses.pop();
        clauses.push(clause);
    }

    /** A path with quotes inside cannot keep its length as a name; it stays a string, which the planner refuses. */
    private static void requote(StringBuilder text, Token token) {
        if (token.text().contains("\"") || token.text().contains("'")) {
            return;
        }
        text.setCharAt(token.from(), '"');
        text.setCharAt(token.to() - 1, '"');
    }
}
