package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Hashing;
import io.weir.vector.ListVector;
import io.weir.vector.LongVector;
import io.weir.vector.MapVector;
import io.weir.vector.Numbers;
import io.weir.vector.Ordering;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.Arrays;

/** HISTOGRAM and MODE: how often each value that is not null comes in each group. */
final class CountedValues implements Accumulator {
    private static final int FIRST_SLOTS = 32;

    /** What is answered. */
    enum Answer {
        /** A map of values to counts. */
        HISTOGRAM,
        /** The value that comes most often; of several the least, or the first where they have no order. */
        MODE
    }

    private final DataType type;
    private final Answer answer;

    /** The value of every entry, which is one value of one group. */
    private final KeptValues values;

    private int[] groups = new int[FIRST_SLOTS];
    private long[] hashes = new long[FIRST_SLOTS];
    private long[] counts = new long[FIRST_SLOTS];
    private int size;

    /** The entry plus one, 0 for a free slot. */
    private int[] slots = new int[2 * FIRST_SLOTS];

    private int groupCount;

    /** Entries in the order of their groups, and where each group's begin; null after more was added. */
    private int @Nullable [] ordered;

    private int[] starts = new int[0];

    CountedValues(DataType type, Answer answer) {
        this.type = type;
        this.answer = answer;
        values = KeptValues.of(type);
        values.grow(FIRST_SLOTS);
    }

    @Override
    public void grow(int count) {
        groupCount = Math.max(groupCount, count);
        ordered = null;
    }

    @Override
    public void update(int[] rowGroups, Batch arguments) {
        Deletes.refuse(arguments, "histogram, mode");
        var ones = new long[arguments.rows()];
        Arrays.fill(ones, 1);
        add(rowGroups, arguments.column(0), arguments.selection(), ones);
    }

    @Override
    public void merge(int[] rowGroups, Batch partials) {
        var lists = (ListVector) partials.column(0).flat();
        var countLists = (ListVector) partials.column(1).flat();
        var rows = partials.selection();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            var length = lists.lengths()[row];
            var more = new long[length];
            Numbers.longs(countLists.elements(row), Selection.all(length), more);
            var sameGroup = new int[length];
            Arrays.fill(sameGroup, rowGroups[i]);
            add(sameGroup, lists.elements(row), Selection.all(length), more);
        }
    }

    private void add(int[] rowGroups, Vector vector, Selection rows, long[] more) {
        ordered = null;
        values.load(vector, rows);
        var rowHashes = new long[rows.count()];
        Hashing.combine(vector, rows, rowHashes);
        for (var i = 0; i < more.length; i++) {
            if (!values.loadedNull(i)) {
                var entry = entry(rowGroups[i], Hashing.mix(rowHashes[i], rowGroups[i]), i);
                counts[entry] += more[i];
            }
        }
    }

    private int entry(int group, long hash, int position) {
        var slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0) {
            var entry = slots[slot] - 1;
            if (hashes[entry] == hash && groups[entry] == group && values.same(entry, position)) {
                return entry;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == groups.length) {
            makeRoom();
            slot = freeSlot(hash);
        }
        slots[slot] = size + 1;
        groups[size] = group;
        hashes[size] = hash;
        values.put(size, position);
        return size++;
    }

    private void makeRoom() {
        var capacity = 2 * size;
        groups = Arrays.copyOf(groups, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        counts = Arrays.copyOf(counts, capacity);
        values.grow(capacity);
        slots = new int[2 * capacity];
        for (var entry = 0; entry < size; entry++) {
            slots[freeSlot(hashes[entry])] = entry + 1;
        }
    }

    private int freeSlot(long hash) {
        var slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private int[] ordered() {
        var known = ordered;
        if (known != null) {
            return known;
        }
        starts = new int[groupCount + 1];
        for (var entry = 0; entry < size; entry++) {
            starts[groups[entry] + 1]++;
        }
        for (var group = 0; group < groupCount; group++) {
            starts[group + 1] += starts[group];
        }
        var next = starts.clone();
        known = new int[size];
        for (var entry = 0; entry < size; entry++) {
            known[next[groups[entry]]++] = entry;
        }
        ordered = known;
        return known;
    }

    /** Values and counts of the entries of groups {@code from} to {@code to - 1}, as ranges of two vectors. */
    private MapVector.Entries entries(int from, int to) {
        var order = ordered();
        var chosen = Arrays.copyOfRange(order, starts[from], starts[to]);
        var chosenCounts = new long[chosen.length];
        for (var i = 0; i < chosen.length; i++) {
            chosenCounts[i] = counts[chosen[i]];
        }
        var rangeStarts = new int[to - from];
        var lengths = new int[to - from];
        for (var group = from; group < to; group++) {
            rangeStarts[group - from] = starts[group] - starts[from];
            lengths[group - from] = starts[group + 1] - starts[group];
        }
        return new MapVector.Entries(
                rangeStarts,
                lengths,
                values.vector(0, size).take(Selection.of(chosen, chosen.length)),
                new LongVector(Scalar.BIGINT, chosenCounts, null, chosen.length));
    }

    @Override
    public Batch partials(int from, int to) {
        var entries = entries(from, to);
        return Batch.of(
                list(type, entries, entries.keys(), to - from),
                list(Scalar.BIGINT, entries, entries.values(), to - from));
    }

    private static ListVector list(DataType type, MapVector.Entries entries, Vector elements, int count) {
        return new ListVector(new DataType.ListOf(type), entries.starts(), entries.lengths(), elements, null, count);
    }

    @Override
    public Vector results(int from, int to) {
        var entries = entries(from, to);
        if (answer == Answer.MODE) {
            return modes(entries, to - from);
        }
        var empty = new boolean[to - from];
        for (var i = 0; i < empty.length; i++) {
            empty[i] = entries.lengths()[i] == 0;
        }
        return new MapVector(new DataType.MapOf(type, Scalar.BIGINT), entries, empty, empty.length);
    }

    private Vector modes(MapVector.Entries entries, int count) {
        var best = new int[count];
        var frequencies = ((LongVector) entries.values()).values();
        for (var i = 0; i < count; i++) {
            best[i] = -1;
            var start = entries.starts()[i];
            for (var entry = start; entry < start + entries.lengths()[i]; entry++) {
                if (best[i] < 0
                        || frequencies[entry] > frequencies[best[i]]
                        || frequencies[entry] == frequencies[best[i]]
                                && Aggregates.orderable(type)
                                && Ordering.compare(entries.keys(), entry, entries.keys(), best[i]) < 0) {
                    best[i] = entry;
                }
            }
        }
        return Vectors.takeOrNull(entries.keys(), best, count);
    }

    @Override
    public long bytes() {
        return 20L * groups.length + 4L * slots.length + values.bytes() + (ordered == null ? 0 : 4L * size);
    }
}
