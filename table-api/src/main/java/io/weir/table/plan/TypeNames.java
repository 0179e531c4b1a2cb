package io.weir.table.plan;

import io.weir.Nullable;
import java.util.Map;
import java.util.Set;

/**
 * Types as the engine and others write them, in the parser's words: {@code array(t)}, {@code array<t>}, {@code t[]}, {@code map(k, v)},
 * {@code row<name t>}, {@code struct<name: t>}, {@code string} and more. Reads one type from a place of a text on.
 */
final class TypeNames {
    private static final Map<String, String> PLAIN = Map.of(
            "STRING", "VARCHAR",
            "TEXT", "VARCHAR",
            "BYTES", "VARBINARY",
            "LONG", "BIGINT",
            "SHORT", "SMALLINT",
            "BYTE", "TINYINT",
            "BOOL", "BOOLEAN",
            "DATETIME", "TIMESTAMP");

    /** Words that belong to the type before them. */
    private static final Set<String> LATER_WORDS =
            Set.of("PRECISION", "VARYING", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO");

    private final String sql;
    private final QueryTokens tokens;
    private int at;
    private boolean foreign;

    private TypeNames(String sql, QueryTokens tokens, int at) {
        this.sql = sql;
        this.tokens = tokens;
        this.at = at;
    }

    /** A type in the parser's words. Null if the parser knows the words there, or if they are no type. */
    static EditedText.@Nullable Edit edit(String sql, QueryTokens tokens, int start) {
        var names = new TypeNames(sql, tokens, start);
        var type = names.type();
        return type == null || !names.foreign
                ? null
                : new EditedText.Edit(
                        tokens.get(start).from(), tokens.get(names.at - 1).to(), type);
    }

    private @Nullable String type() {
        var type = element();
        while (type != null && (tokens.at(at, "ARRAY") || tokens.at(at, "[", "]"))) {
            var brackets = tokens.at(at, "[");
            foreign |= brackets;
            at += brackets ? 2 : 1;
            type += " ARRAY";
        }
        return type;
    }

    private @Nullable String element() {
        var word = tokens.at(at);
        if (word.isEmpty() || !tokens.get(at).isWord()) {
            return null;
        }
        var start = at++;
        var opens = tokens.at(at, "(") || tokens.at(at, "<");
        switch (word) {
            case "ARRAY", "LIST", "MAP", "ROW", "STRUCT" -> {
                return opens ? nested(word) : null;
            }
            case "TIMESTAMP_LTZ", "TIMESTAMPTZ" -> {
                foreign = true;
                return "TIMESTAMP" + length() + " WITH LOCAL TIME ZONE";
            }
            default -> {}
        }
        var known = PLAIN.get(word);
        if (known != null) {
            foreign = true;
            return known + length();
        }
        return sql.substring(tokens.get(start).from(), tokens.get(start).to()) + rest();
    }

    private String length() {
        if (!tokens.at(at, "(")) {
            return "";
        }
        var open = tokens.get(at).from();
        at = tokens.behindBrackets(at);
        return sql.substring(open, tokens.get(at - 1).to());
    }

    private String rest() {
        var rest = new StringBuilder(length());
        while (LATER_WORDS.contains(tokens.at(at))) {
            rest.append(' ').append(tokens.at(at++)).append(length());
        }
        var zone = tokens.at(at, "WITH", "LOCAL", "TIME", "ZONE") ? 4 : tokens.at(at + 1, "TIME", "ZONE") ? 3 : 0;
        if (zone > 0 && tokens.at(at).startsWith("WITH")) {
            rest.append(' ')
                    .append(
                            sql,
                            tokens.get(at).from(),
                            tokens.get(at + zone - 1).to());
            at += zone;
        }
        return rest.toString();
    }

    private @Nullable String nested(String word) {
        var angle = tokens.at(at, "<");
        var close = angle ? ">" : ")";
        foreign |= !word.equals(angle ? "MAP" : "ROW");
        at++;
        var inside = word.equals("ROW") || word.equals("STRUCT") ? fields() : word.equals("MAP") ? pair() : type();
        if (inside == null || !tokens.at(at, close)) {
            return null;
        }
        at++;
        return switch (word) {
            case "MAP" -> "MAP<" + inside + ">";
            case "ROW", "STRUCT" -> "ROW(" + inside + ")";
            default -> inside + " ARRAY";
        };
    }

    private @Nullable String pair() {
        var key = type();
        if (key == null || !tokens.at(at, ",")) {
            return null;
        }
        at++;
        var value = type();
        return value == null ? null : key + ", " + value;
    }

    private @Nullable String fields() {
        var fields = new StringBuilder();
        while (at < tokens.size() && tokens.get(at).isWord()) {
            var name = tokens.get(at++);
            at += tokens.at(at, ":") ? 1 : 0;
            var type = type();
            if (type == null) {
                return null;
            }
            fields.append(fields.isEmpty() ? "" : ", ")
                    .append(sql, name.from(), name.to())
                    .append(' ')
                    .append(type);
            if (!tokens.at(at, ",")) {
                return fields.toString();
            }
            at++;
        }
        return null;
    }
}
