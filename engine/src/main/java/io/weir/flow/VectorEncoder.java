package io.weir.flow;

import io.weir.Nullable;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.ListVector;
import io.weir.vector.LongVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Writes the chosen rows of a vector, in the form that it has. */
final class VectorEncoder {
    static final int FLAT = 0;
    static final int CONSTANT = 1;
    static final int DICTIONARY = 2;

    private final WireWriter out;

    VectorEncoder(WireWriter out) {
        this.out = out;
    }

    void write(Vector vector, Selection rows) {
        if (vector instanceof ConstantVector constant) {
            out.putByte(CONSTANT);
            writeFlat(constant.value(), Selection.all(1));
        } else if (vector instanceof DictionaryVector dictionary) {
            // a dictionary much larger than the batch costs more than it saves
            if (dictionary.dictionary().size() <= 4L * rows.count()) {
                out.putByte(DICTIONARY);
                writeDictionary(dictionary, rows);
            } else {
                var taken = dictionary.take(rows).flat();
                out.putByte(FLAT);
                writeFlat(taken, Selection.all(taken.size()));
            }
        } else {
            out.putByte(FLAT);
            writeFlat(vector, rows);
        }
    }

    /** The entries in use, then an id a row in as few bytes as they need. */
    private void writeDictionary(DictionaryVector vector, Selection rows) {
        var ids = vector.ids();
        var count = rows.count();
        var renumbered = new int[vector.dictionary().size()];
        Arrays.fill(renumbered, -1);
        var used = new int[Math.min(renumbered.length, count)];
        var entries = 0;
        var written = new int[count];
        for (var i = 0; i < count; i++) {
            var id = ids[rows.row(i)];
            if (renumbered[id] < 0) {
                used[entries] = id;
                renumbered[id] = entries++;
            }
            written[i] = renumbered[id];
        }
        out.putInt(entries);
        writeFlat(vector.dictionary().values(), Selection.of(used, entries));
        writeNulls(vector.nulls(), rows);
        for (var i = 0; i < count && entries <= 1 << 16; i++) {
            out.putByte(written[i]);
            if (entries > 1 << 8) {
                out.putByte(written[i] >> 8);
            }
        }
        if (entries > 1 << 16) {
            out.putInts(written, Selection.all(count));
        }
    }

    private void writeNulls(boolean @Nullable [] nulls, Selection rows) {
        if (nulls == null) {
            out.putByte(0);
        } else {
            out.putByte(1);
            out.putBits(nulls, rows);
        }
    }

    private void writeFlat(Vector vector, Selection rows) {
        writeNulls(vector.nulls(), rows);
        if (vector instanceof BooleanVector v) {
            out.putBits(v.values(), rows);
        } else if (vector instanceof ByteVector v) {
            out.putBytes(v.values(), rows);
        } else if (vector instanceof ShortVector v) {
            out.putShorts(v.values(), rows);
        } else if (vector instanceof IntVector v) {
            out.putInts(v.values(), rows);
        } else if (vector instanceof LongVector v) {
            out.putLongs(v.values(), rows);
        } else if (vector instanceof Decimal128Vector v) {
            out.putByte(v.isNarrow() ? 0 : 1);
            if (!v.isNarrow()) {
                out.putLongs(v.high(), rows);
            }
            out.putLongs(v.low(), rows);
        } else if (vector instanceof FloatVector v) {
            out.putFloats(v.values(), rows);
        } else if (vector instanceof DoubleVector v) {
            out.putDoubles(v.values(), rows);
        } else if (vector instanceof BytesVector v) {
            writeBytes(v, rows);
        } else if (vector instanceof ListVector v) {
            var elements = writeRanges(v.starts(), v.lengths(), rows);
            write(v.elements(), elements);
        } else if (vector instanceof MapVector v) {
            var entries = writeRanges(v.starts(), v.lengths(), rows);
            write(v.keys(), entries);
            write(v.values(), entries);
        } else if (vector instanceof RowVector v) {
            v.fields().forEach(field -> write(field, rows));
        } else {
            throw new AssertionError(vector);
        }
    }

    /** Values that lie one after the other are copied as one. */
    private void writeBytes(BytesVector vector, Selection rows) {
        var starts = vector.starts();
        var lengths = vector.lengths();
        out.putInts(lengths, rows);
        var from = 0;
        var end = 0;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (starts[row] != end) {
                out.putBytes(vector.data(), from, end - from);
                from = starts[row];
                end = from;
            }
            end += lengths[row];
        }
        out.putBytes(vector.data(), from, end - from);
    }

    /** Writes the lengths; answers what the ranges hold, one after the other. */
    private Selection writeRanges(int[] starts, int[] lengths, Selection rows) {
        out.putInts(lengths, rows);
        var total = 0;
        for (var i = 0; i < rows.count(); i++) {
            total = Math.addExact(total, lengths[rows.row(i)]);
        }
        var held = new int[total];
        var position = 0;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            for (var element = 0; element < lengths[row]; element++) {
                held[position++] = starts[row] + element;
            }
        }
        return Selection.of(held, total);
    }
}
