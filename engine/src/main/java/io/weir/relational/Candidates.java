package io.weir.relational;

/**
 * The pairs of probe rows and build rows of the same code, taken in rounds: every probe row's first candidate, then every second
 * one, and so on. So the cache misses of a round do not wait for each other, and a row that is settled drops out early.
 */
final class Candidates {
    private final JoinTable table;
    private int[] positions = new int[0];
    private int[] rows = new int[0];
    /** The round: entries up to {@link #count}, of which those before {@link #taken} are taken and {@link #left} of them go on. */
    private int count;

    private int taken;
    private int left;

    Candidates(JoinTable table) {
        this.table = table;
    }

    /** {@code heads[i]} is the first candidate of the {@code i}th probe row, or -1. */
    void start(int[] heads, int probeRows) {
        if (positions.length < probeRows) {
            positions = new int[probeRows];
            rows = new int[probeRows];
        }
        count = 0;
        taken = 0;
        left = 0;
        for (var i = 0; i < probeRows; i++) {
            positions[count] = i;
            rows[count] = heads[i];
            count += heads[i] >= 0 ? 1 : 0;
        }
    }

    boolean any() {
        return taken < count || left > 0;
    }

    /**
     * Fills both arrays with pairs and answers how many. A probe row with the verdict YES is done, and so is a settled build row;
     * both arrays may be empty, and then none is.
     */
    int take(int[] probePositions, int[] buildRows, byte[] verdicts, boolean[] settled) {
        var n = 0;
        while (n < buildRows.length && any()) {
            if (taken == count) {
                count = left;
                taken = 0;
                left = 0;
            }
            var end = Math.min(count, taken + buildRows.length - n);
            for (; taken < end; taken++) {
                var position = positions[taken];
                if (verdicts.length > 0 && verdicts[position] == Verdicts.YES) {
                    continue;
                }
                var row = rows[taken];
                probePositions[n] = position;
                buildRows[n] = row;
                n += settled.length > 0 && settled[row] ? 0 : 1;
                var next = table.next(row);
                positions[left] = position;
                rows[left] = next;
                left += next >= 0 ? 1 : 0;
            }
        }
        return n;
    }
}
