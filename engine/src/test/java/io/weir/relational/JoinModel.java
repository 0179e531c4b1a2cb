package io.weir.relational;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Joins by the book: two loops over rows, with SQL's three truths. */
final class JoinModel {
    private JoinModel() {}

    /** {@code condition} answers true, false, or null for unknown. */
    static List<List<Object>> join(
            JoinKind kind,
            List<List<Object>> probe,
            List<List<Object>> build,
            int[] widths,
            BiFunction<List<Object>, List<Object>, Boolean> condition) {
        var answer = new ArrayList<List<Object>>();
        var met = new boolean[build.size()];
        for (var left : probe) {
            var found = false;
            var unknown = false;
            for (var i = 0; i < build.size(); i++) {
                var truth = condition.apply(left, build.get(i));
                unknown |= truth == null;
                if (truth != null && truth) {
                    found = true;
                    met[i] = true;
                    if (kind.answersPairs()) {
                        answer.add(both(left, build.get(i)));
                    }
                }
            }
            switch (kind) {
                case INNER, RIGHT, BUILD_SEMI, BUILD_ANTI -> {}
                case LEFT, FULL -> addIf(!found, answer, both(left, Collections.nCopies(widths[1], null)));
                case SEMI -> addIf(found, answer, left);
                case ANTI -> addIf(!found, answer, left);
                case ANTI_NULL_AWARE -> addIf(!found && !unknown, answer, left);
                case MARK ->
                    answer.add(both(left, Collections.singletonList(found ? Boolean.TRUE : unknown ? null : false)));
            }
        }
        for (var i = 0; i < build.size() && kind.keepsBuildRows(); i++) {
            switch (kind) {
                case BUILD_SEMI -> addIf(met[i], answer, build.get(i));
                case BUILD_ANTI -> addIf(!met[i], answer, build.get(i));
                default -> addIf(!met[i], answer, both(Collections.nCopies(widths[0], null), build.get(i)));
            }
        }
        return answer;
    }

    private static void addIf(boolean wanted, List<List<Object>> answer, List<Object> row) {
        if (wanted) {
            answer.add(row);
        }
    }

    private static List<Object> both(List<?> left, List<?> right) {
        var row = new ArrayList<Object>(left);
        row.addAll(right);
        return row;
    }

    /** The rows in an order that does not depend on how they came. */
    static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(Object::toString).sorted().toList();
    }
}
