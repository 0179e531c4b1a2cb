package io.weir.sql.slt;

import java.util.List;

/**
 * One statement or query of a file and what is expected of it.
 *
 * @param line where it begins, from 1
 * @param sql may hold variables
 * @param expected the rows of a query as the file has them
 * @param rowsFrom the first line of the expected rows, counted from 0
 * @param rowsTo after their last line
 */
record SltRecord(int line, Expectation expectation, String sql, List<String> expected, int rowsFrom, int rowsTo) {
    /** What is to happen. */
    sealed interface Expectation {
        record Success() implements Expectation {}

        /** @param pattern is looked for in {@code CODE: message} */
        record Failure(String pattern) implements Expectation {}

        /** Types: a letter a column. Label: empty if there is none. */
        record Rows(String types, Order order, String label) implements Expectation {}
    }

    enum Order {
        NOSORT,
        ROWSORT,
        VALUESORT
    }

    SltRecord {
        expected = List.copyOf(expected);
    }
}
