package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts the rows of a batch by the directories that their partition values name. */
final class PartitionRouter {
    private static final Object NULL = new Object();

    private final String fixed;
    private final SinkColumns columns;

    PartitionRouter(String fixed, SinkColumns columns) {
        this.fixed = fixed;
        this.columns = columns;
    }

    record Part(String directory, Selection rows) {}

    List<Part> route(Batch batch) {
        var directories = List.of(fixed);
        var parts = new int[batch.rows()];
        for (var i = 0; i < columns.partitions().size(); i++) {
            var vector = batch.column(columns.partitionPlaces().get(i));
            directories = refine(vector, batch.selection(), parts, directories, i);
        }
        return gather(batch.selection(), parts, directories);
    }

    /** Gives rows of one part that differ in this column different parts. */
    private List<String> refine(Vector vector, Selection rows, int[] parts, List<String> directories, int column) {
        var name = columns.partitions().field(column).name();
        var names = new ArrayList<String>();
        var codes = codes(vector, rows, name, names);
        var refined = new ArrayList<String>();
        var known = new HashMap<Long, Integer>();
        for (var i = 0; i < parts.length; i++) {
            var key = (long) parts[i] << 32 | codes[i];
            var part = known.get(key);
            if (part == null) {
                part = refined.size();
                known.put(key, part);
                refined.add(directories.get(parts[i]) + names.get(codes[i]) + "/");
            }
            parts[i] = part;
        }
        return refined;
    }

    /** A number for each row, the same for the same value, and the directory that each number stands for. */
    private static int[] codes(Vector vector, Selection rows, String column, List<String> names) {
        var codes = new int[rows.count()];
        if (vector instanceof ConstantVector) {
            names.add(PartitionValues.directory(column, Values.get(vector, 0)));
            return codes;
        }
        var known = new HashMap<Object, Integer>();
        var ofEntries =
                new int[vector instanceof DictionaryVector d ? d.dictionary().size() : 0];
        Arrays.fill(ofEntries, -1);
        for (var i = 0; i < codes.length; i++) {
            var row = rows.row(i);
            if (vector instanceof DictionaryVector d && !d.isNull(row)) {
                var id = d.ids()[row];
                if (ofEntries[id] < 0) {
                    ofEntries[id] = code(known, Values.get(d, row), column, names);
                }
                codes[i] = ofEntries[id];
            } else {
                codes[i] = code(known, Values.get(vector, row), column, names);
            }
        }
        return codes;
    }

    private static int code(Map<Object, Integer> known, @Nullable Object value, String column, List<String> names) {
        return known.computeIfAbsent(value == null ? NULL : value, key -> {
            names.add(PartitionValues.directory(column, value));
            return names.size() - 1;
        });
    }

    private static List<Part> gather(Selection rows, int[] parts, List<String> directories) {
        if (directories.size() == 1) {
            return List.of(new Part(directories.get(0), rows));
        }
        var counts = new int[directories.size()];
        for (var part : parts) {
            counts[part]++;
        }
        var selected = new int[counts.length][];
        for (var i = 0; i < counts.length; i++) {
            selected[i] = new int[counts[i]];
        }
        var filled = new int[counts.length];
        for (var i = 0; i < parts.length; i++) {
            selected[parts[i]][filled[parts[i]]++] = rows.row(i);
        }
        var gathered = new ArrayList<Part>();
        for (var i = 0; i < counts.length; i++) {
            gathered.add(new Part(directories.get(i), Selection.of(selected[i], counts[i])));
        }
        return gathered;
    }
}
