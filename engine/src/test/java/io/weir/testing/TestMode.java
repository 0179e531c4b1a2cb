package io.weir.testing;

import java.util.List;

/** One way to run an operator. All ways must give the same rows. */
record TestMode(String name, Layout layout, int rowsPerBatch, int emitsUntilFull, long memory, int batchRows) {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final long ROOMY = 1L << 30;
    private static final long TIGHT = 4 << 10;

    /** How the columns of a batch lie in memory. */
    enum Layout {
        /** As the test wrote them. */
        FLAT,
        /** Dead rows between the living, which hold values too. */
        SELECTED,
        /** Dictionaries with entries that no row uses; every batch has its own. */
        DICTIONARY,
        /** Columns that have one value throughout are constants. */
        CONSTANT
    }

    static List<TestMode> all() {
        return List.of(
                new TestMode("all rows in one batch", Layout.FLAT, NEVER, NEVER, ROOMY, 2048),
                new TestMode("one row per batch", Layout.FLAT, 1, NEVER, ROOMY, 1),
                new TestMode("output full at every emit", Layout.FLAT, 3, 1, ROOMY, 2),
                new TestMode("output full at every other emit", Layout.FLAT, NEVER, 2, ROOMY, 1),
                new TestMode("memory refused", Layout.FLAT, 2, NEVER, TIGHT, 2048),
                new TestMode("memory refused and output full", Layout.SELECTED, 5, 1, TIGHT, 3),
                new TestMode("selected rows", Layout.SELECTED, NEVER, NEVER, ROOMY, 2048),
                new TestMode("selected rows, small batches", Layout.SELECTED, 2, NEVER, ROOMY, 7),
                new TestMode("dictionaries", Layout.DICTIONARY, NEVER, NEVER, ROOMY, 2048),
                new TestMode("dictionaries, small batches", Layout.DICTIONARY, 2, NEVER, TIGHT, 7),
                new TestMode("constants", Layout.CONSTANT, 1, NEVER, ROOMY, 2048),
                new TestMode("constants where columns allow", Layout.CONSTANT, NEVER, 1, TIGHT, 2048));
    }
}
