package io.weir.sql.slt;

import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is left of a statement without its literals and the names that it gives: two of one shape test the same. */
final class SltShape {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<text>'(?:[^']|'')*')|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?)"
                    + "|(?<quoted>\"[^\"]*\")|(?<word>[\\p{L}_]\\w*)|(?<sign>\\S)");

    private static final Set<String> KEYWORDS = Set.of("""
            all alter analyze and any array as asc at between bigint boolean both by case cast char columns create cross cube current
            date day days decimal default desc describe distinct double drop else empty end error escape except exclude exists explain
            false fetch filter first float following for format from full function functions group grouping having hour if ignore
            ilike in inner insert int intersect interval into is join json key last lateral leading left like limit local map
            materialized minute month natural next no not null nulls of offset on only or order ordinality others outer over overlay
            overwrite partition partitioned partitions path placing position preceding precision qualify quarter range real recursive
            rename replace reset respect right rollup row rows schema schemas second select set sets show similar smallint some
            sql symmetric table tables temporary then ties time timestamp tinyint to top trailing trim true try_cast unbounded union
            unique unknown unnest using values varbinary varchar view views week when where window with within without year zone
            """.strip().split("\\s+"));

    private SltShape() {}

    static String of(String sql) {
        var names = new HashMap<String, String>();
        var shape = new StringBuilder();
        var text = sql.replaceAll("(?m)^--.*$", "");
        var tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            var token = tokens.group().toLowerCase(Locale.ROOT);
            if (tokens.group("text") != null || tokens.group("number") != null) {
                token = "?";
            } else if (tokens.group("quoted") != null
                    || tokens.group("word") != null && isName(token, text, tokens.end())) {
                token = names.computeIfAbsent(token.replace("\"", ""), name -> "#" + names.size());
            }
            shape.append(token).append(' ');
        }
        return shape.toString();
    }

    /** Functions are told apart by their names. */
    private static boolean isName(String word, String text, int end) {
        return !KEYWORDS.contains(word) && !text.startsWith("(", end);
    }
}
