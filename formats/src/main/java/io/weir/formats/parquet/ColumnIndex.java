package io.weir.formats.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bounds and nulls of each data page of a column chunk; {@code nulls} are -1 where they are not counted. */
record ColumnIndex(boolean[] allNull, List<byte[]> mins, List<byte[]> maxes, long[] nulls) {
    static ColumnIndex read(Slice slice) {
        var in = new ThriftReader(slice.bytes(), slice.offset(), slice.end());
        var lists = new ArrayList<List<byte[]>>(List.of(List.of(), List.of()));
        var allNull = new boolean[1][];
        var nulls = new long[1][];
        in.struct((id, type) -> {
            switch (id) {
                case 1 -> {
                    allNull[0] = new boolean[in.list(ThriftReader.TRUE)];
                    for (var i = 0; i < allNull[0].length; i++) {
                        allNull[0][i] = in.bool();
                    }
                }
                case 2, 3 -> lists.set(id - 2, binaries(in));
                case 5 -> {
                    nulls[0] = new long[in.list(6)];
                    for (var i = 0; i < nulls[0].length; i++) {
                        nulls[0][i] = in.i64();
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (allNull[0] == null) {
            throw new Damage("column index without pages");
        }
        if (nulls[0] == null) {
            nulls[0] = new long[allNull[0].length];
            Arrays.fill(nulls[0], -1);
        }
        var index = new ColumnIndex(allNull[0], lists.get(0), lists.get(1), nulls[0]);
        index.check();
        return index;
    }

    private void check() {
        if (mins.size() != allNull.length || maxes.size() != allNull.length || nulls.length != allNull.length) {
            throw new Damage("column index contradicts itself");
        }
    }

    private static List<byte[]> binaries(ThriftReader in) {
        var count = in.list(ThriftReader.BINARY);
        var binaries = new ArrayList<byte[]>();
        for (var i = 0; i < count; i++) {
            binaries.add(in.binary());
        }
        return binaries;
    }

    int pages() {
        return allNull.length;
    }
}
