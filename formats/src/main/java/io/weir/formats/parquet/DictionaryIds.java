package io.weir.formats.parquet;

import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Vector;

/** Values as numbers of entries of the chunk's dictionary. */
final class DictionaryIds extends ValueDecoder {
    private final Dictionary dictionary;
    private final RunLengthDecoder ids = new RunLengthDecoder();
    /** Of rows of which some are picked. */
    private int[] all = new int[0];

    DictionaryIds(Dictionary dictionary, Slice values) {
        this.dictionary = dictionary;
        if (values.length() > 0) {
            ids.start(values.bytes(), values.offset() + 1, values.end(), values.bytes()[values.offset()] & 0xff);
        } else {
            ids.start(values.bytes(), values.offset(), values.offset(), 1);
        }
    }

    @Override
    void skip(int count) {
        ids.skip(count);
    }

    @Override
    Vector read(int count) {
        var read = new int[count];
        ids.read(read, 0, count);
        return vector(read, count);
    }

    @Override
    Vector pick(int count, int[] positions, int picked) {
        var same = ids.run(count);
        if (same == count) {
            var repeated = new int[picked];
            java.util.Arrays.fill(repeated, ids.value());
            ids.skip(count);
            return vector(repeated, picked);
        }
        if (all.length < count) {
            all = new int[count];
        }
        var read = all;
        ids.read(read, 0, count);
        var chosen = new int[picked];
        for (var i = 0; i < picked; i++) {
            chosen[i] = read[positions[i]];
        }
        return vector(chosen, picked);
    }

    private Vector vector(int[] numbers, int count) {
        var last = dictionary.size() - 1;
        var wrong = 0;
        for (var i = 0; i < count; i++) {
            wrong |= numbers[i] | last - numbers[i];
        }
        if (wrong < 0) {
            throw new Damage("dictionary of " + (last + 1) + " entries lacks one that a value points to");
        }
        return new DictionaryVector(dictionary, numbers, null, count);
    }

    @Override
    boolean isConverted() {
        return true;
    }
}
