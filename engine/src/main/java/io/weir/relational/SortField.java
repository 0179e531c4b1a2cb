package io.weir.relational;

import io.weir.vector.BytesVector;
import io.weir.vector.Vector;

/**
 * A part of a sort key: a number of so many bits a row, whose unsigned order is the order wanted among rows that all earlier parts
 * find equal. Nulls are all the same: a part before tells them from values.
 */
sealed interface SortField permits SortField.OfLongs, SortField.OfText, SortField.OfNulls, SortField.Compared {
    /** 0 for a part that is no number. */
    int bits();

    /** Appends this part's bits to {@code words[i]} for each of {@code rows[i]}, {@code i} from {@code from} to {@code to - 1}. */
    void append(int[] rows, int from, int to, long[] words);

    /** Numbers from {@code least} to {@code least + 2^bits - 1}, as the source reads them. */
    record OfLongs(Vector values, Longs source, long least, long greatest, boolean ascending, int bits)
            implements SortField {
        static OfLongs of(Vector values, Longs source, long least, long greatest, boolean ascending) {
            return new OfLongs(
                    values,
                    source,
                    least,
                    greatest,
                    ascending,
                    Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(greatest - least)));
        }

        @Override
        public void append(int[] rows, int from, int to, long[] words) {
            var read = new long[Math.min(to - from, Longs.CHUNK)];
            for (var start = from; start < to; start += read.length) {
                var count = Math.min(read.length, to - start);
                source.read(rows, start, count, read);
                for (var i = 0; i < count; i++) {
                    var value = ascending ? read[i] - least : greatest - read[i];
                    words[start + i] =
                            SortField.shifted(words[start + i], bits) | (values.isNull(rows[start + i]) ? 0 : value);
                }
            }
        }
    }

    /** Seven bytes of text and how many of them are used, eight meaning that more follow. */
    record OfText(BytesVector values, int chunk, boolean ascending, int bits) implements SortField {
        static final int BYTES = 7;
        private static final int COUNT_BITS = 4;

        static OfText of(BytesVector values, int chunk, int maxLength, boolean ascending) {
            var width = Math.min(BYTES, Math.max(0, maxLength - chunk * BYTES));
            return new OfText(values, chunk, ascending, width * Byte.SIZE + COUNT_BITS);
        }

        @Override
        public void append(int[] rows, int from, int to, long[] words) {
            var data = values.data();
            var width = bits / Byte.SIZE;
            for (var i = from; i < to; i++) {
                var start = values.starts()[rows[i]] + chunk * BYTES;
                var left = Math.max(0, values.lengths()[rows[i]] - chunk * BYTES);
                var used = Math.min(left, width);
                var code = 0L;
                for (var at = 0; at < used; at++) {
                    code = code << Byte.SIZE | data[start + at] & 0xFF;
                }
                code = code << Byte.SIZE * (width - used) + COUNT_BITS | Math.min(left, width + 1);
                code = ascending ? code : ~code & -1L >>> Long.SIZE - bits;
                words[i] = SortField.shifted(words[i], bits) | (values.isNull(rows[i]) ? 0 : code);
            }
        }
    }

    /** One bit: which side of the others the nulls are on. */
    record OfNulls(Vector values, boolean first) implements SortField {
        @Override
        public int bits() {
            return 1;
        }

        @Override
        public void append(int[] rows, int from, int to, long[] words) {
            for (var i = from; i < to; i++) {
                words[i] = words[i] << 1 | (values.isNull(rows[i]) == first ? 0 : 1);
            }
        }
    }

    /** Values that only a comparison can order. */
    record Compared(Vector values, boolean ascending) implements SortField {
        @Override
        public int bits() {
            return 0;
        }

        @Override
        public void append(int[] rows, int from, int to, long[] words) {
            throw new UnsupportedOperationException(
                    "cannot make a number of " + values.type().sql());
        }

        int compare(int left, int right) {
            if (values.isNull(left) || values.isNull(right)) {
                return 0;
            }
            var order = ValueOrder.compare(values, left, values, right);
            return ascending ? order : -order;
        }
    }

    private static long shifted(long word, int bits) {
        return bits == Long.SIZE ? 0 : word << bits;
    }
}
