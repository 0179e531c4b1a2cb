package io.weir.table.plan;

import io.weir.Nullable;
import io.weir.table.plan.EditedText.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code TUMBLE}, {@code HOP}, {@code CUMULATE} and {@code SESSION} over a table, as queries that add to each row the bounds of the
 * windows in which it lies: {@code window_start}, {@code window_end} and {@code window_time}, the last millisecond.
 */
final class WindowTables {
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"),
            "HOP", List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"),
            "CUMULATE", List.of("DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"),
            "SESSION", List.of("DATA", "TIMECOL", "GAP"));

    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", ",", "LATERAL");
    private static final String LAST = " - INTERVAL '0.001' SECOND AS window_time";

    private final String sql;
    private final QueryTokens tokens;
    private final List<Edit> edits;

    /** An argument without its name: tokens from {@code from} to {@code to - 1}. */
    private record Argument(int from, int to) {}

    /** @param edits to which those of this are added */
    WindowTables(String sql, QueryTokens tokens, List<Edit> edits) {
        this.sql = sql;
        this.tokens = tokens;
        this.edits = edits;
    }

    void token(int at) {
        var kind = tokens.at(at);
        var parameters = PARAMETERS.get(kind);
        if (parameters == null || !tokens.at(at + 1, "(")) {
            return;
        }
        var wrapped = tokens.at(at - 2, "TABLE", "(");
        var start = wrapped ? at - 2 : at;
        var close = tokens.behindBrackets(at + 1);
        var end = wrapped ? close + 1 : close;
        if (BEFORE_TABLE.contains(tokens.at(start - 1)) && end <= tokens.size()) {
            var given = arguments(parameters, at + 2, close - 1);
            if (given != null) {
                rewrite(kind, given, start, end);
            }
        }
    }

    /** The arguments by name; null if they are others than a window takes. */
    private @Nullable Map<String, Argument> arguments(List<String> parameters, int from, int to) {
        var named = new HashMap<String, Argument>();
        var start = from;
        var place = 0;
        for (var i = from; i <= to; i++) {
            if (i < to && tokens.at(i, "(")) {
                i = tokens.behindBrackets(i) - 1;
            } else if (i == to || tokens.at(i, ",") && startsArgument(i + 1)) {
                var isNamed = tokens.at(start + 1, "=", ">");
                if (!isNamed && place >= parameters.size()) {
                    return null;
                }
                named.put(
                        isNamed ? tokens.at(start) : parameters.get(place++),
                        new Argument(isNamed ? start + 3 : start, i));
                start = i + 1;
            }
        }
        var least = parameters.get(parameters.size() - 1).equals("OFFSET") ? parameters.size() - 1 : parameters.size();
        return named.keySet().containsAll(parameters.subList(0, least))
                        && tokens.at(named.get("TIMECOL").from, "DESCRIPTOR", "(")
                ? named
                : null;
    }

    /** A comma may also part the columns of PARTITION BY. */
    private boolean startsArgument(int at) {
        return tokens.at(at).matches("DESCRIPTOR|INTERVAL|TABLE") || tokens.at(at + 1, "=", ">");
    }

    private void rewrite(String kind, Map<String, Argument> given, int start, int end) {
        var data = given.get("DATA");
        var from = tokens.at(data.from, "TABLE") ? data.from + 1 : data.from;
        var to = tokens.at(from, "(") ? tokens.behindBrackets(from) : from + 1;
        while (tokens.at(to, ".")) {
            to += 2;
        }
        var keys = tokens.at(to, "PARTITION", "BY") ? text(new Argument(to + 2, data.to)) : "";
        var time = given.get("TIMECOL");
        var moment = text(new Argument(time.from + 2, time.to - 1));
        var sizes = new ArrayList<String>();
        for (var name : PARAMETERS.get(kind).subList(2, PARAMETERS.get(kind).size())) {
            if (given.containsKey(name)) {
                sizes.add(text(given.get(name)));
            }
        }
        var query = query(kind, moment, sizes, keys);
        edits.add(new Edit(tokens.get(start).from(), tokens.get(from).from(), query.get(0)));
        edits.add(new Edit(tokens.get(to - 1).to(), tokens.get(end - 1).to(), query.get(1)));
    }

    /** What comes before the table and what behind it. */
    private static List<String> query(String kind, String moment, List<String> sizes, String keys) {
        var arguments = moment + ", " + String.join(", ", sizes);
        return switch (kind) {
            case "TUMBLE" ->
                List.of(
                        "(SELECT *, window_end" + LAST + " FROM (SELECT *, window_start + " + sizes.get(0)
                                + " AS window_end FROM (SELECT *, window_start(" + arguments
                                + ") AS window_start FROM ",
                        ")))");
            case "HOP", "CUMULATE" ->
                List.of(
                        "(SELECT *, window_end" + LAST + " FROM ",
                        " CROSS JOIN UNNEST(" + (kind.equals("HOP") ? "hop" : "cumulate") + "_windows(" + arguments
                                + ")) AS windows (window_start, window_end))");
            default -> session(moment, sizes.get(0), keys);
        };
    }

    /** A session begins where no row was for longer than the gap. */
    private static List<String> session(String moment, String gap, String keys) {
        var rows = (keys.isEmpty() ? "" : "PARTITION BY " + keys + " ") + "ORDER BY " + moment;
        var session = "PARTITION BY " + (keys.isEmpty() ? "" : keys + ", ") + "\"session\"";
        return List.of(
                "(SELECT * EXCLUDE (\"begins\", \"session\"), window_end" + LAST
                        + " FROM (SELECT *, MIN(" + moment + ") OVER (" + session + ") AS window_start, MAX(" + moment
                        + ") OVER (" + session + ") + " + gap
                        + " AS window_end FROM (SELECT *, SUM(\"begins\") OVER (" + rows
                        + " ROWS UNBOUNDED PRECEDING) AS \"session\" FROM (SELECT *, CASE WHEN " + moment
                        + " <= LAG(" + moment + ") OVER (" + rows + ") + " + gap
                        + " THEN 0 ELSE 1 END AS \"begins\" FROM ",
                "))))");
    }

    private String text(Argument argument) {
        return sql.substring(
                tokens.get(argument.from).from(), tokens.get(argument.to - 1).to());
    }
}
