package io.weir.table.plan;

import io.weir.table.plan.EditedText.Edit;
import java.util.List;

/**
 * {@code LATERAL VIEW [OUTER] explode(x) t AS a, b} as a join with what UNNEST makes of each row; {@code posexplode} has the place of the
 * element before it, counted from 0.
 */
final class LateralViews {
    private final String sql;
    private final QueryTokens tokens;
    private final List<Edit> edits;

    /** @param edits to which those of this are added */
    LateralViews(String sql, QueryTokens tokens, List<Edit> edits) {
        this.sql = sql;
        this.tokens = tokens;
        this.edits = edits;
    }

    void token(int at) {
        if (!tokens.at(at, "LATERAL", "VIEW")) {
            return;
        }
        var outer = tokens.at(at + 2, "OUTER");
        var call = at + (outer ? 3 : 2);
        var open = call + 1;
        var close = tokens.behindBrackets(open);
        var ordinal = tokens.at(call, "POSEXPLODE");
        if (!ordinal && !tokens.at(call, "EXPLODE") || !tokens.at(open, "(") || close >= tokens.size()) {
            return;
        }
        var next = close;
        var name = "";
        if (!tokens.at(next, "AS") && tokens.get(next).isWord()) {
            name = written(next, next + 1);
            next++;
        }
        next += tokens.at(next, "AS") ? 1 : 0;
        var columns = next;
        while (next < tokens.size() && tokens.get(next).isWord()) {
            next += tokens.at(next + 1, ",") ? 2 : 1;
            if (!tokens.at(next - 1, ",")) {
                break;
            }
        }
        if (columns == next || ordinal && !tokens.at(columns + 1, ",")) {
            return;
        }
        var table =
                name.isEmpty() ? "\"view of " + written(columns, columns + 1).replace("\"", "") + "\"" : name;
        edits.add(new Edit(
                tokens.get(at).from(),
                tokens.get(call).to(),
                (outer ? "LEFT JOIN " : "CROSS JOIN ") + (ordinal ? elements(columns) : "UNNEST")));
        var list = ordinal ? "" : " (" + written(columns, next) + ")";
        var behind = (ordinal ? ") WITH ORDINALITY AS \"elements\" (" + written(columns + 2, next) + ", \"n\"))" : "")
                + " AS " + table + list + (outer ? " ON TRUE" : "");
        var end = tokens.get(close - 1).to();
        edits.add(new Edit(end, tokens.get(next - 1).to(), behind));
    }

    private String elements(int columns) {
        var place = written(columns, columns + 1);
        return "LATERAL (SELECT CAST(\"n\" - 1 AS INTEGER) AS " + place + ", " + written(columns + 2, columns + 3)
                + " FROM UNNEST(";
    }

    private String written(int from, int to) {
        return sql.substring(tokens.get(from).from(), tokens.get(to - 1).to());
    }
}
