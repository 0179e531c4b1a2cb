package io.weir.relational;

import java.util.Arrays;

/**
 * Sorts row numbers by {@link SortKeys}: by the first word, then each run of equals by the next. Words are sorted by radix, eight
 * bits at a time from the lowest; where word and row number fit into one long together, as such.
 */
final class RowSort {
    private static final int RADIX_BITS = 8;
    private static final int RADIX = 1 << RADIX_BITS;
    private static final int SMALL = 48;
    /** How many rows of short runs are looked at together. */
    private static final int TIED = 1024;

    private final SortKeys keys;
    private int[] rows;
    private long[] words;
    private long[] otherWords = new long[0];
    private int[] otherRows = new int[0];

    private RowSort(SortKeys keys, int count) {
        this.keys = keys;
        this.rows = new int[count];
        this.words = new long[count];
        Arrays.setAll(rows, i -> i);
    }

    /** The row numbers from 0 to {@code count - 1} in order. */
    static int[] sort(SortKeys keys, int count) {
        var sort = new RowSort(keys, count);
        sort.sort(0, count, 0);
        return sort.rows;
    }

    private void sort(int from, int to, int word) {
        if (to - from < 2 || word == keys.words()) {
            return;
        }
        var bits = keys.bits(word);
        if (bits == 0) {
            sortCompared(from, to, word);
            return;
        }
        keys.read(word, rows, from, to, words);
        var rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows.length - 1);
        if (to - from <= SMALL) {
            insertionSort(from, to);
        } else if (bits + rowBits < Long.SIZE) {
            sortPacked(from, to, bits, rowBits);
        } else {
            radixSort(from, to, bits);
        }
        if (word + 1 < keys.words()) {
            sortRuns(from, to, word + 1);
        }
    }

    /** Sorts each run of rows that are equal so far by that word. */
    private void sortRuns(int from, int to, int word) {
        var tied = to - from > TIED && keys.bits(word) > 0 ? new TiedRows(word) : null;
        for (var start = from; start < to; ) {
            var end = start + 1;
            while (end < to && words[end] == words[start]) {
                end++;
            }
            if (tied != null && end - start <= SMALL) {
                tied.add(start, end);
            } else {
                // deeper words overwrite only what lies between start and end
                sort(start, end, word);
            }
            start = end;
        }
        if (tied != null) {
            tied.sort();
        }
    }

    /** Short runs, of which there may be millions: their words are read together. */
    private final class TiedRows {
        private final int word;
        private final int[] starts = new int[TIED];
        private final int[] ends = new int[TIED];
        private final int[] read = new int[TIED];
        private final long[] readWords = new long[TIED];
        private int runs;
        private int count;

        TiedRows(int word) {
            this.word = word;
        }

        void add(int start, int end) {
            if (end - start < 2) {
                return;
            }
            if (count + end - start > TIED) {
                sort();
            }
            starts[runs] = start;
            ends[runs++] = end;
            System.arraycopy(rows, start, read, count, end - start);
            count += end - start;
        }

        void sort() {
            keys.read(word, read, 0, count, readWords);
            var next = 0;
            for (var run = 0; run < runs; run++) {
                var length = ends[run] - starts[run];
                System.arraycopy(readWords, next, words, starts[run], length);
                insertionSort(starts[run], ends[run]);
                if (word + 1 < keys.words()) {
                    sortRuns(starts[run], ends[run], word + 1);
                }
                next += length;
            }
            runs = 0;
            count = 0;
        }
    }

    private void insertionSort(int from, int to) {
        for (var i = from + 1; i < to; i++) {
            var word = words[i];
            var row = rows[i];
            var at = i;
            for (; at > from && Long.compareUnsigned(words[at - 1], word) > 0; at--) {
                words[at] = words[at - 1];
                rows[at] = rows[at - 1];
            }
            words[at] = word;
            rows[at] = row;
        }
    }

    private void sortPacked(int from, int to, int bits, int rowBits) {
        for (var i = from; i < to; i++) {
            words[i] = words[i] << rowBits | rows[i];
        }
        if (to - from < RADIX * 4) {
            Arrays.sort(words, from, to);
        } else {
            radixSortPacked(from, to, bits, rowBits);
        }
        var mask = (1 << rowBits) - 1;
        for (var i = from; i < to; i++) {
            rows[i] = (int) words[i] & mask;
            words[i] >>>= rowBits;
        }
    }

    private void radixSortPacked(int from, int to, int bits, int rowBits) {
        growWords();
        for (var shift = rowBits; shift < rowBits + bits; shift += RADIX_BITS) {
            var ends = starts(from, to, shift);
            if (ends.length == 0) {
                continue;
            }
            for (var i = from; i < to; i++) {
                otherWords[ends[(int) (words[i] >>> shift) & RADIX - 1]++] = words[i];
            }
            keepWords(from, to);
        }
    }

    private void radixSort(int from, int to, int bits) {
        growWords();
        otherRows = otherRows.length == 0 ? new int[rows.length] : otherRows;
        for (var shift = 0; shift < bits; shift += RADIX_BITS) {
            var ends = starts(from, to, shift);
            if (ends.length == 0) {
                continue;
            }
            for (var i = from; i < to; i++) {
                var at = ends[(int) (words[i] >>> shift) & RADIX - 1]++;
                otherWords[at] = words[i];
                otherRows[at] = rows[i];
            }
            keepWords(from, to);
            keepRows(from, to);
        }
    }

    /** What was moved to the other array is what counts from now on; an array of all rows takes the place of the first. */
    private void keepWords(int from, int to) {
        if (to - from < words.length) {
            System.arraycopy(otherWords, from, words, from, to - from);
        } else {
            var spare = words;
            words = otherWords;
            otherWords = spare;
        }
    }

    private void keepRows(int from, int to) {
        if (to - from < rows.length) {
            System.arraycopy(otherRows, from, rows, from, to - from);
        } else {
            var spare = rows;
            rows = otherRows;
            otherRows = spare;
        }
    }

    private void growWords() {
        otherWords = otherWords.length == 0 ? new long[words.length] : otherWords;
    }

    /** Where each digit's words begin; empty if all have the same digit. */
    private int[] starts(int from, int to, int shift) {
        var counts = new int[RADIX];
        for (var i = from; i < to; i++) {
            counts[(int) (words[i] >>> shift) & RADIX - 1]++;
        }
        var start = from;
        for (var digit = 0; digit < RADIX; digit++) {
            var count = counts[digit];
            if (count == to - from) {
                return new int[0];
            }
            counts[digit] = start;
            start += count;
        }
        return counts;
    }

    private void sortCompared(int from, int to, int word) {
        mergeSort(Arrays.copyOfRange(rows, from, to), from, to, word);
        for (var start = from; start < to; ) {
            var end = start + 1;
            while (end < to && keys.compare(word, rows[start], rows[end]) == 0) {
                end++;
            }
            sort(start, end, word + 1);
            start = end;
        }
    }

    /** Sorts {@code rows} from {@code from} to {@code to - 1}; scratch holds the same rows. */
    private void mergeSort(int[] scratch, int from, int to, int word) {
        mergeSort(scratch, 0, rows, from, to - from, word);
    }

    private void mergeSort(int[] source, int sourceFrom, int[] target, int targetFrom, int count, int word) {
        if (count < 2) {
            return;
        }
        var half = count / 2;
        mergeSort(target, targetFrom, source, sourceFrom, half, word);
        mergeSort(target, targetFrom + half, source, sourceFrom + half, count - half, word);
        var left = sourceFrom;
        var right = sourceFrom + half;
        for (var i = 0; i < count; i++) {
            var takeLeft = right == sourceFrom + count
                    || left < sourceFrom + half && keys.compare(word, source[left], source[right]) <= 0;
            target[targetFrom + i] = source[takeLeft ? left++ : right++];
        }
    }
}
