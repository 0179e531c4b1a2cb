package io.weir.table.plan;

import io.weir.table.plan.EditedText.Edit;
import java.util.List;
import java.util.Set;

/**
 * Signs and clauses of other dialects that say what the parser has other words for: {@code ==}, {@code <=>}, {@code DIV},
 * {@code BY ALL}, {@code x(a IGNORE NULLS)}, {@code WITH ROLLUP}, {@code FETCH FIRST ROW}, {@code TABLESAMPLE (10 PERCENT)},
 * {@code FROM VALUES (...)}.
 */
final class OtherSigns {
    /** What may come behind the keys of a group or an order. */
    private static final Set<String> AFTER_KEYS = Set.of(
            "",
            ")",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "MINUS",
            "QUALIFY",
            "WINDOW",
            "ASC",
            "DESC",
            "NULLS");

    private final QueryTokens tokens;
    private final List<Edit> edits;

    /** @param edits to which those of this are added */
    OtherSigns(QueryTokens tokens, List<Edit> edits) {
        this.tokens = tokens;
        this.edits = edits;
    }

    void token(int at) {
        switch (tokens.at(at)) {
            case "=" -> equal(at);
            case "DIV" -> {
                if (isBetweenOperands(at)) {
                    replace(at, at + 1, "/");
                }
            }
            case "IGNORE", "RESPECT" -> {
                if (tokens.at(at + 1, "NULLS", ")")) {
                    replace(at, at + 3, ") " + tokens.at(at) + " NULLS");
                }
            }
            case "FETCH" -> {
                var first = tokens.at(at + 1, "FIRST") || tokens.at(at + 1, "NEXT");
                if (first && tokens.at(at + 2).matches("ROWS?")) {
                    put(at + 2, "1 ");
                }
            }
            case "TABLESAMPLE" -> {
                if (tokens.at(at + 1, "(") && tokens.at(at + 3, "PERCENT", ")")) {
                    put(at + 1, "BERNOULLI ");
                    replace(at + 3, at + 4, "");
                }
            }
            case "FROM", "JOIN" -> {
                if (tokens.at(at + 1, "VALUES")) {
                    values(at + 1);
                }
            }
            case "GROUP" -> {
                if (tokens.at(at + 1, "BY")) {
                    rollup(at + 2);
                    all(at + 2);
                }
            }
            case "ORDER" -> {
                if (tokens.at(at + 1, "BY")) {
                    all(at + 2);
                }
            }
            default -> {}
        }
    }

    /** {@code a == b} and, not to be taken for other signs side by side, {@code a <=> b}. */
    private void equal(int at) {
        if (touch(at, "=") && !touch(at - 1, "=") && !isSign(at - 1)) {
            replace(at, at + 2, "=");
        } else if (tokens.at(at - 1, "<") && touch(at - 1, "=") && touch(at, ">")) {
            replace(at - 1, at + 2, " IS NOT DISTINCT FROM ");
        }
    }

    private boolean isSign(int at) {
        return tokens.at(at, "<") || tokens.at(at, ">") || tokens.at(at, "!");
    }

    /** Whether the token after this one is the one given, with nothing between them. */
    private boolean touch(int at, String next) {
        return at >= 0
                && at + 1 < tokens.size()
                && tokens.at(at + 1, next)
                && tokens.get(at).to() == tokens.get(at + 1).from();
    }

    private boolean isBetweenOperands(int at) {
        return at > 0
                && at + 1 < tokens.size()
                && (isOperand(at - 1) || tokens.at(at - 1, ")") || tokens.at(at - 1, "]"))
                && !tokens.at(at - 1, "SELECT")
                && !tokens.at(at + 1, "FROM")
                && (isOperand(at + 1) || tokens.at(at + 1, "("));
    }

    private boolean isOperand(int at) {
        return tokens.get(at).isWord() || Character.isDigit(tokens.at(at).charAt(0));
    }

    /** Rows without brackets around them all. */
    private void values(int at) {
        var end = at + 1;
        while (tokens.at(end, "(")) {
            end = tokens.behindBrackets(end);
            if (!tokens.at(end, ",", "(")) {
                break;
            }
            end++;
        }
        if (end > at + 1) {
            put(at, "(");
            var close = tokens.get(end - 1).to();
            edits.add(new Edit(close, close, ")"));
        }
    }

    private void rollup(int start) {
        for (var i = start; i < tokens.size(); i++) {
            if (tokens.at(i, "(")) {
                i = tokens.behindBrackets(i) - 1;
            } else if (tokens.at(i, "WITH", "ROLLUP") || tokens.at(i, "WITH", "CUBE")) {
                put(start, tokens.at(i + 1) + " (");
                replace(i, i + 2, ")");
                return;
            } else if (AFTER_KEYS.contains(tokens.at(i))) {
                return;
            }
        }
    }

    /** ALL before keys only says that sets of them may repeat. */
    private void all(int at) {
        if (tokens.at(at, "ALL") && AFTER_KEYS.contains(tokens.at(at + 1))) {
            replace(at, at + 1, "\"" + ByAll.MARK + "\"");
        }
    }

    private void put(int before, String text) {
        edits.add(new Edit(tokens.get(before).from(), tokens.get(before).from(), text));
    }

    private void replace(int from, int to, String text) {
        edits.add(new Edit(tokens.get(from).from(), tokens.get(to - 1).to(), text));
    }
}
