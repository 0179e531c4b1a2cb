package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * VARCHAR and CHAR (UTF-8) and VARBINARY: every value is a range of a shared array. Ranges may overlap, repeat and leave gaps, so
 * that a page of a file, a substring or a selection of rows needs no copy. {@link #compact()} lets go of what no row uses.
 */
public final class BytesVector implements Vector {
    private final DataType type;
    private final byte[] data;
    private final int[] starts;
    private final int[] lengths;
    private final boolean @Nullable [] nulls;
    private final int size;

    /**
     * Starts, lengths and nulls are at least {@code size} long; all arrays belong to the vector from now on. The range of a null row
     * lies inside the data too.
     */
    public BytesVector(DataType type, byte[] data, int[] starts, int[] lengths, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.data = data;
        this.starts = starts;
        this.lengths = lengths;
        this.nulls = nulls;
        this.size = size;
    }

    /** To read only. */
    public byte[] data() {
        return data;
    }

    /** To read only; may be longer than {@code size()}. */
    public int[] starts() {
        return starts;
    }

    /** To read only; may be longer than {@code size()}. */
    public int[] lengths() {
        return lengths;
    }

    /** The bytes of a row as text. */
    public String string(int row) {
        return new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
    }

    /** A copy of the bytes of a row. */
    public byte[] copy(int row) {
        return Arrays.copyOfRange(data, starts[row], starts[row] + lengths[row]);
    }

    /** Orders two rows of two vectors as unsigned bytes, which for UTF-8 is the order of code points. */
    public static int compare(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        var leftStart = left.starts[leftRow];
        var rightStart = right.starts[rightRow];
        return Arrays.compareUnsigned(
                left.data,
                leftStart,
                leftStart + left.lengths[leftRow],
                right.data,
                rightStart,
                rightStart + right.lengths[rightRow]);
    }

    /** The same values in an array that holds just them, one after the other. Answers itself if that saves less than half. */
    public BytesVector compact() {
        var used = 0L;
        for (var i = 0; i < size; i++) {
            used += lengths[i];
        }
        if (used * 2 >= data.length) {
            return this;
        }
        var compacted = new byte[Math.toIntExact(used)];
        var compactedStarts = new int[size];
        var position = 0;
        for (var i = 0; i < size; i++) {
            System.arraycopy(data, starts[i], compacted, position, lengths[i]);
            compactedStarts[i] = position;
            position += lengths[i];
        }
        return new BytesVector(type, compacted, compactedStarts, lengths, nulls, size);
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    @Override
    public BytesVector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var takenStarts = new int[count];
        var takenLengths = new int[count];
        for (var i = 0; i < count; i++) {
            takenStarts[i] = starts[selected[i]];
            takenLengths[i] = lengths[selected[i]];
        }
        return new BytesVector(type, data, takenStarts, takenLengths, Masks.take(nulls, rows), count);
    }

    @Override
    public BytesVector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new BytesVector(type, data, starts, lengths, nulls, count);
        }
        return new BytesVector(
                type,
                data,
                Arrays.copyOfRange(starts, from, from + count),
                Arrays.copyOfRange(lengths, from, from + count),
                Masks.slice(nulls, from, count),
                count);
    }

    @Override
    public BytesVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return data.length + 8L * size + Masks.bytes(nulls);
    }
}
