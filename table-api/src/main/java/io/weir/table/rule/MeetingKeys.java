package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of columns that a join makes equal. Pairs of the same two tables vary together, as a key of several columns does: they have
 * no more values than the smaller table has rows. Others do not: a supplier and a customer's nation meet over as many values as there
 * are of both.
 */
final class MeetingKeys {
    /** Pairs of the same two tables; the tables are bits, none if unknown. */
    private record Together(long left, long right, double values, double most, int pairs) {
        boolean fits(ColumnProfile first, ColumnProfile second) {
            return mayShare(left, first.tables()) && mayShare(right, second.tables());
        }

        Together with(ColumnProfile first, ColumnProfile second) {
            return new Together(
                    left & first.tables(),
                    right & second.tables(),
                    values * first.meeting(second),
                    Math.max(most, rows(first, second)),
                    pairs + 1);
        }

        double over() {
            return pairs > 1 ? Math.min(values, most) : values;
        }
    }

    private final List<Together> all = new ArrayList<>();
    private double matched = 1;

    void add(ColumnProfile left, ColumnProfile right) {
        matched = Math.min(matched, right.distinct() / left.meeting(right));
        for (var i = 0; i < all.size(); i++) {
            if (all.get(i).fits(left, right)) {
                all.set(i, all.get(i).with(left, right));
                return;
            }
        }
        all.add(new Together(left.tables(), right.tables(), left.meeting(right), rows(left, right), 1));
    }

    /** Over how many values rows of both sides meet. */
    double values() {
        return all.stream().mapToDouble(Together::over).reduce(1, (a, b) -> a * b);
    }

    /** Which part of the left rows finds one on the right. */
    double matched() {
        return matched;
    }

    private static double rows(ColumnProfile left, ColumnProfile right) {
        return Math.min(left.rowsOfTable(), right.rowsOfTable());
    }

    private static boolean mayShare(long some, long others) {
        return some == 0 || others == 0 || (some & others) != 0;
    }
}
