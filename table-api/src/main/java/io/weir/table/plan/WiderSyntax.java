package io.weir.table.plan;

import io.weir.table.plan.EditedText.Edit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Writes what the parser cannot read in words that it can: the types of {@link TypeNames}, {@code AT TIME ZONE} as an index, an order
 * in an aggregate as one behind it, a table of one row where there are clauses without FROM; and what {@link OtherSigns},
 * {@link LateralViews} and {@link WindowTables} know.
 */
final class WiderSyntax {
    /** The function by which {@link CallSyntax} knows a zone in the place of an index. */
    static final String ZONE = "time_zone$";

    private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");
    private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE", "WITH", "(");

    /** Words before brackets that hold an order of rows. */
    private static final Set<String> ORDERED = Set.of("OVER", "AS", "GROUP");

    /** Aggregates that the parser lets have an order of their own. */
    private static final Set<String> KNOWN_ORDER = Set.of("ARRAY_AGG", "STRING_AGG", "JSON_ARRAYAGG");

    private static final String ONE_ROW = " FROM (VALUES (0)) AS \"one row\" (\"0\") ";

    private final String sql;
    private final QueryTokens tokens;
    private final List<Edit> edits = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    /** What is known between a pair of brackets. */
    private static final class Level {
        final boolean cast;
        final boolean call;
        boolean lacksFrom;

        Level(boolean cast, boolean call) {
            this.cast = cast;
            this.call = call;
        }
    }

    private WiderSyntax(String sql) {
        this.sql = sql;
        this.tokens = QueryTokens.of(sql);
        levels.push(new Level(false, false));
    }

    static EditedText in(String sql) {
        var syntax = new WiderSyntax(sql);
        var signs = new OtherSigns(syntax.tokens, syntax.edits);
        var views = new LateralViews(sql, syntax.tokens, syntax.edits);
        var windows = new WindowTables(sql, syntax.tokens, syntax.edits);
        for (var i = 0; i < syntax.tokens.size(); i++) {
            syntax.token(i);
            signs.token(i);
            views.token(i);
            windows.token(i);
        }
        return new EditedText(sql, withoutInner(syntax.edits));
    }

    /** From front to back, without those of what is replaced as a whole. */
    private static List<Edit> withoutInner(List<Edit> edits) {
        edits.sort(Comparator.comparingInt(Edit::from)
                .thenComparing(edit -> edit.to() > edit.from())
                .thenComparing(Edit::to, Comparator.reverseOrder()));
        var kept = new ArrayList<Edit>();
        var end = 0;
        for (var edit : edits) {
            if (edit.from() >= end) {
                kept.add(edit);
                end = edit.to();
            }
        }
        return kept;
    }

    private void token(int at) {
        var level = levels.element();
        switch (tokens.at(at)) {
            case "(" -> levels.push(new Level(CASTS.contains(tokens.at(at - 1)), isCall(at)));
            case ")" -> {
                if (levels.size() > 1) {
                    levels.pop();
                }
            }
            case "AS" -> {
                if (level.cast) {
                    type(at + 1);
                }
            }
            case "RETURNING" -> type(at + 1);
            case ":" -> {
                if (tokens.at(at + 1, ":")) {
                    type(at + 2);
                }
            }
            case "AT" -> {
                if (tokens.at(at, "AT", "TIME", "ZONE")) {
                    zone(at);
                }
            }
            case "SELECT" -> level.lacksFrom = !tokens.at(at + 1, "*");
            case "FROM" -> level.lacksFrom &= tokens.at(at - 1, "DISTINCT");
            case "WHERE", "HAVING" -> clause(level, at);
            case "ORDER" -> {
                if (level.call && tokens.at(at + 1, "BY")) {
                    put(at, ") WITHIN GROUP (");
                }
            }
            case "GROUP" -> {
                if (tokens.at(at + 1, "BY")) {
                    clause(level, at);
                }
            }
            default -> {}
        }
    }

    private void type(int at) {
        var edit = TypeNames.edit(sql, tokens, at);
        if (edit != null) {
            edits.add(edit);
        }
    }

    private void clause(Level level, int at) {
        if (level.lacksFrom) {
            put(at, ONE_ROW);
            level.lacksFrom = false;
        }
    }

    /** Whether what is in the brackets that open here are the arguments of an aggregate, or may be. */
    private boolean isCall(int open) {
        return open > 0
                && tokens.get(open - 1).isWord()
                && !ORDERED.contains(tokens.at(open - 1))
                && !KNOWN_ORDER.contains(tokens.at(open - 1))
                && !QUERIES.contains(tokens.at(open + 1));
    }

    private void put(int before, String text) {
        edits.add(new Edit(tokens.get(before).from(), tokens.get(before).from(), text));
    }

    private void zone(int at) {
        var end = behindOperand(at + 3);
        if (end > at + 3) {
            edits.add(new Edit(tokens.get(at).from(), tokens.get(at + 2).to(), "[" + ZONE + "("));
            edits.add(new Edit(tokens.get(end - 1).to(), tokens.get(end - 1).to(), ")]"));
        }
    }

    /** The place after a literal, a column or a call, or after what is in brackets. */
    private int behindOperand(int start) {
        var at = start;
        if (at < tokens.size() && tokens.get(at).isWord()) {
            at++;
            while (tokens.at(at, ".") && at + 1 < tokens.size()) {
                at += 2;
            }
        } else if (tokens.at(at).startsWith("'")) {
            at++;
        }
        return tokens.at(at, "(") ? tokens.behindBrackets(at) : at;
    }
}
