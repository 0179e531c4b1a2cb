package io.weir.relational;

import java.util.Arrays;

/** The rows that are counted when a function looks for another row: all, or those in which a column is not null. */
interface ChosenRows {
    /** How many chosen rows come before a row. */
    int before(int row);

    /** The chosen row with so many before it; {@link WindowRows#NONE} if there is no such row. */
    int row(long number);

    static ChosenRows of(WindowRows rows, int column, boolean withoutNulls) {
        return withoutNulls ? new NotNull(rows, column) : new All(rows);
    }

    record All(WindowRows rows) implements ChosenRows {
        @Override
        public int before(int row) {
            return row;
        }

        @Override
        public int row(long number) {
            return number >= 0 && number < rows.rows() ? (int) number : WindowRows.NONE;
        }
    }

    final class NotNull implements ChosenRows {
        private final WindowRows rows;
        private final int column;

        /** How many there are before each page, and in all. */
        private final int[] beforePage;

        private final RecentPages<int[]> places;

        NotNull(WindowRows rows, int column) {
            this.rows = rows;
            this.column = column;
            this.beforePage = new int[rows.pages() + 1];
            this.places = new RecentPages<>(this::places);
            for (var page = 0; page < rows.pages(); page++) {
                beforePage[page + 1] = beforePage[page] + places.get(page).length;
            }
        }

        private int[] places(int number) {
            var page = rows.page(number);
            var values = page.batch().column(column);
            var found = new int[page.rows()];
            var count = 0;
            for (var i = 0; i < found.length; i++) {
                if (!values.isNull(i)) {
                    found[count++] = page.first() + i;
                }
            }
            return Arrays.copyOf(found, count);
        }

        @Override
        public int before(int row) {
            var page = rows.pageOf(row);
            if (page == rows.pages()) {
                return beforePage[page];
            }
            var place = Arrays.binarySearch(places.get(page), row);
            return beforePage[page] + (place < 0 ? -place - 1 : place);
        }

        @Override
        public int row(long number) {
            if (number < 0 || number >= beforePage[rows.pages()]) {
                return WindowRows.NONE;
            }
            var page = page((int) number);
            return places.get(page)[(int) number - beforePage[page]];
        }

        /** The last page that begins with at most so many chosen rows before it, and so the one with the next. */
        private int page(int number) {
            var low = 0;
            var high = rows.pages() - 1;
            while (low < high) {
                var middle = (low + high + 1) >>> 1;
                if (beforePage[middle] <= number) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }
    }
}
