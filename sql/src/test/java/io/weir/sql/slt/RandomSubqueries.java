package io.weir.sql.slt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes queries over three small tables with subqueries in subqueries, which read rows of any query around them. */
final class RandomSubqueries {
    static final List<String> TABLES = List.of(
            "create view c as select * from (values (1, 'a', 1), (2, 'b', 1), (3, 'c', 2), (4, 'd', 2), (null, 'e', 3)) t (id, name, city)",
            "create view o as select * from (values (10, 1, 5), (11, 1, 3), (12, 3, 3), (14, null, 1), (15, 2, null)) t (oid, cust, q)",
            "create view l as select * from (values (10, 1, 2), (12, 3, 4), (13, 2, null), (null, 2, 5), (11, null, 3)) t (oid, x, y)");

    private static final Map<String, List<String>> COLUMNS =
            Map.of("c", List.of("id", "city"), "o", List.of("oid", "cust", "q"), "l", List.of("oid", "x", "y"));
    private static final int DEEPEST = 3;

    private final Random random;
    private int aliases;

    RandomSubqueries(long seed) {
        random = new Random(seed);
    }

    /** A table that stands in a FROM. */
    private record Source(String alias, String table) {}

    String next() {
        aliases = 0;
        var source = source();
        var value = random.nextInt(10) < 4;
        var columns = new ArrayList<String>();
        COLUMNS.get(source.table).forEach(column -> columns.add(source.alias + "." + column));
        if (value) {
            columns.add(subquery(List.of(source), DEEPEST - 1));
        }
        var where = value && random.nextInt(5) == 0 ? "" : " where " + condition(List.of(source), source, DEEPEST);
        return "select " + String.join(", ", columns) + " from " + source.table + " " + source.alias + where;
    }

    private Source source() {
        return new Source("t" + aliases++, one("c", "o", "l"));
    }

    private String column(Source of) {
        var columns = COLUMNS.get(of.table);
        return of.alias + "." + columns.get(random.nextInt(columns.size()));
    }

    private String value(List<Source> scope) {
        var column = column(scope.get(random.nextInt(scope.size())));
        return switch (random.nextInt(8)) {
            case 0 -> one("1", "2", "3", "10", "12");
            case 1 -> column + " + " + random.nextInt(10);
            default -> column;
        };
    }

    private String condition(List<Source> scope, Source own, int depth) {
        var kind = random.nextInt(20);
        if (depth > 0 && kind < 10) {
            return subquery(scope, depth);
        } else if (depth > -2 && kind < 12) {
            return "(" + condition(scope, own, depth - 1) + " or " + condition(scope, own, depth - 1) + ")";
        } else if (depth > -2 && kind < 13) {
            return "not (" + condition(scope, own, depth - 1) + ")";
        }
        return column(own) + one(" = ", " = ", " < ", " <> ", " >= ") + value(scope);
    }

    private String subquery(List<Source> scope, int depth) {
        var not = one("", "not ");
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> not + "exists (" + query(scope, "1", depth) + ")";
            case 4, 5, 6 -> value(scope) + " " + not + "in (" + query(scope, "%s", depth) + ")";
            case 7 ->
                "(" + value(scope) + ", " + value(scope) + ") " + not + "in (" + query(List.of(), "%s, %s", depth)
                        + ")";
            default ->
                value(scope) + one(" = ", " < ") + "(" + query(scope, one("max(%s)", "count(%s)", "sum(%s)"), depth)
                        + ")";
        };
    }

    private String query(List<Source> outside, String selected, int depth) {
        var own = source();
        var scope = new ArrayList<>(outside);
        scope.add(own);
        var conditions = new ArrayList<String>();
        for (var left = random.nextInt(3); left > 0; left--) {
            conditions.add(condition(scope, own, depth - 1));
        }
        return "select " + String.format(selected, column(own), column(own)) + " from " + own.table + " " + own.alias
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
