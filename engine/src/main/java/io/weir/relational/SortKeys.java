package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows as words of up to 64 bits, compared unsigned, the first word first. Words are packed by what the values of
 * these very rows need: a date of a few years takes 12 bits. They are made only when and for which rows they are asked for.
 */
final class SortKeys {
    /** Longer texts are compared from there on. */
    private static final int MAX_CHUNKS = 16;

    private final List<List<SortField>> words = new ArrayList<>();
    private final int[] bits;

    /** @param rows compact and flat */
    SortKeys(List<SortColumn> columns, Batch rows) {
        var fields = new ArrayList<SortField>();
        for (var column : columns) {
            var vector = rows.column(column.column()).flat();
            if (vector.hasNulls()) {
                fields.add(new SortField.OfNulls(vector, column.nullsFirst()));
            }
            addFields(vector, column.ascending(), fields);
        }
        var used = Long.SIZE;
        for (var field : fields) {
            if (field.bits() == 0 || used + field.bits() > Long.SIZE) {
                words.add(new ArrayList<>());
                used = 0;
            }
            words.get(words.size() - 1).add(field);
            used = field.bits() == 0 ? Long.SIZE : used + field.bits();
        }
        bits = words.stream()
                .mapToInt(word -> word.stream().mapToInt(SortField::bits).sum())
                .toArray();
    }

    private static void addFields(Vector vector, boolean ascending, List<SortField> fields) {
        if (vector instanceof BytesVector bytes) {
            var longest = 0;
            for (var i = 0; i < bytes.size(); i++) {
                longest = Math.max(longest, bytes.lengths()[i]);
            }
            var chunks = Math.max(1, (longest + SortField.OfText.BYTES - 1) / SortField.OfText.BYTES);
            for (var chunk = 0; chunk < Math.min(chunks, MAX_CHUNKS); chunk++) {
                fields.add(SortField.OfText.of(bytes, chunk, longest, ascending));
            }
            if (chunks > MAX_CHUNKS) {
                fields.add(new SortField.Compared(vector, ascending));
            }
            return;
        }
        switch (vector.type().storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG -> fields.add(ofLongs(vector, Longs.ofIntegers(vector), ascending));
            case DOUBLE -> fields.add(ofLongs(vector, Longs.ofDoubles((DoubleVector) vector), ascending));
            case FLOAT -> fields.add(ofLongs(vector, Longs.ofFloats((FloatVector) vector), ascending));
            case DECIMAL128 -> ofDecimals((Decimal128Vector) vector, ascending, fields);
            case BYTES, LIST, MAP, ROW, OBJECT -> fields.add(new SortField.Compared(vector, ascending));
        }
    }

    private static void ofDecimals(Decimal128Vector vector, boolean ascending, List<SortField> fields) {
        var low = Longs.ofLowHalf(vector);
        for (var i = 0; i < vector.size(); i++) {
            if (!vector.isNull(i) && vector.high(i) != vector.low()[i] >> Long.SIZE - 1) {
                fields.add(ofLongs(vector, Longs.ofHighHalf(vector), ascending));
                fields.add(new SortField.OfLongs(vector, low, 0, -1, ascending, Long.SIZE));
                return;
            }
        }
        fields.add(ofLongs(vector, low, ascending));
    }

    private static SortField ofLongs(Vector vector, Longs source, boolean ascending) {
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        var rows = new int[Longs.CHUNK];
        var read = new long[Longs.CHUNK];
        for (var from = 0; from < vector.size(); from += Longs.CHUNK) {
            var count = Math.min(Longs.CHUNK, vector.size() - from);
            var start = from;
            Arrays.setAll(rows, i -> start + i);
            source.read(rows, 0, count, read);
            for (var i = 0; i < count; i++) {
                if (!vector.isNull(from + i)) {
                    least = Math.min(least, read[i]);
                    greatest = Math.max(greatest, read[i]);
                }
            }
        }
        return least > greatest
                ? SortField.OfLongs.of(vector, source, 0, 0, ascending)
                : SortField.OfLongs.of(vector, source, least, greatest, ascending);
    }

    /** How many words a key has. */
    int words() {
        return words.size();
    }

    /** How many bits of a word are used, from the lowest; 0 if that word is no number but a comparison. */
    int bits(int word) {
        return bits[word];
    }

    /** {@code target[i]} becomes that word of {@code rows[i]}, for {@code i} from {@code from} to {@code to - 1}. */
    void read(int word, int[] rows, int from, int to, long[] target) {
        Arrays.fill(target, from, to, 0);
        for (var field : words.get(word)) {
            field.append(rows, from, to, target);
        }
    }

    /** Compares two rows by a word without bits. */
    int compare(int word, int left, int right) {
        return ((SortField.Compared) words.get(word).get(0)).compare(left, right);
    }
}
