package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.Arrays;
import java.util.List;

/** All rows of all groups, each group's in the order in which they came. */
final class CollectedRows {
    private final List<DataType> types;
    private VectorBuilder[] builders;
    private int[] groups = new int[16];
    private int size;
    private int groupCount;

    /** What was collected so far, by group; null after more was added. */
    private @Nullable ByGroup byGroup;

    CollectedRows(List<DataType> types) {
        this.types = types;
        builders = builders(8);
    }

    private VectorBuilder[] builders(int capacity) {
        return types.stream().map(type -> VectorBuilder.of(type, capacity)).toArray(VectorBuilder[]::new);
    }

    /**
     * The rows of all groups, those of one group together.
     *
     * @param starts where each group's rows begin; one more entry for the end
     */
    record ByGroup(List<Vector> columns, int[] starts) {
        int count(int group) {
            return starts[group + 1] - starts[group];
        }
    }

    void grow(int count) {
        if (count > groupCount) {
            reopen();
            groupCount = count;
        }
    }

    /** Adds the chosen rows of the columns; {@code rowGroups[i]} belongs to {@code rows.row(i)}. */
    void add(int[] rowGroups, List<Vector> columns, Selection rows) {
        var count = rows.count();
        if (count == 0) {
            return;
        }
        reopen();
        if (size + count > groups.length) {
            groups = Arrays.copyOf(groups, Math.max(size + count, 2 * groups.length));
        }
        System.arraycopy(rowGroups, 0, groups, size, count);
        size += count;
        for (var i = 0; i < builders.length; i++) {
            builders[i].append(columns.get(i), rows);
        }
    }

    /** A builder that was read cannot go on: copies what was read to a new one. */
    private void reopen() {
        var read = byGroup;
        if (read == null) {
            return;
        }
        byGroup = null;
        builders = builders(2 * size);
        for (var i = 0; i < builders.length; i++) {
            builders[i].append(read.columns().get(i), Selection.all(size));
        }
        for (var group = 0; group < read.starts().length - 1; group++) {
            Arrays.fill(groups, read.starts()[group], read.starts()[group + 1], group);
        }
    }

    ByGroup byGroup() {
        if (byGroup == null) {
            var starts = new int[groupCount + 1];
            for (var i = 0; i < size; i++) {
                starts[groups[i] + 1]++;
            }
            for (var group = 0; group < groupCount; group++) {
                starts[group + 1] += starts[group];
            }
            var next = starts.clone();
            var order = new int[size];
            for (var i = 0; i < size; i++) {
                order[next[groups[i]]++] = i;
            }
            var ordered = Selection.of(order, size);
            byGroup = new ByGroup(
                    Arrays.stream(builders)
                            .map(builder -> builder.build().take(ordered))
                            .toList(),
                    starts);
        }
        return byGroup;
    }

    long bytes() {
        var sum = 4L * groups.length;
        for (var builder : builders) {
            sum += builder.bytes();
        }
        return sum;
    }
}
