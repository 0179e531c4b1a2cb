package io.weir.formats.parquet;

import java.util.Arrays;

/** Where each data page of a column chunk lies and with which row it begins. */
record OffsetIndex(long[] positions, int[] sizes, long[] firstRows) {
    static OffsetIndex read(Slice slice) {
        var in = new ThriftReader(slice.bytes(), slice.offset(), slice.end());
        var made = new OffsetIndex[1];
        in.struct((id, type) -> {
            if (id != 1) {
                return false;
            }
            made[0] = locations(in);
            return true;
        });
        if (made[0] == null) {
            throw new Damage("offset index without pages");
        }
        return made[0];
    }

    private static OffsetIndex locations(ThriftReader in) {
        var count = in.list(ThriftReader.STRUCT);
        var index = new OffsetIndex(new long[count], new int[count], new long[count]);
        for (var i = 0; i < count; i++) {
            var page = i;
            in.struct((id, type) -> {
                switch (id) {
                    case 1 -> index.positions[page] = in.i64();
                    case 2 -> index.sizes[page] = in.i32();
                    case 3 -> index.firstRows[page] = in.i64();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
        }
        return index;
    }

    int pages() {
        return positions.length;
    }

    long endRow(int page, long groupRows) {
        return page + 1 < firstRows.length ? firstRows[page + 1] : groupRows;
    }

    /** The page that holds a row. */
    int pageOf(long row) {
        var found = Arrays.binarySearch(firstRows, row);
        return found >= 0 ? found : -found - 2;
    }

    /** How many bytes the page has in which the row is not the first; 0 if a page begins with it. */
    long bytesCut(long row) {
        var page = pageOf(row);
        return page < 0 || firstRows[page] == row ? 0 : sizes[page];
    }

    /** Bytes of all pages. */
    long bytes() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /** Throws unless the pages lie in the chunk one after the other and rows ascend from 0. */
    void check(ColumnChunk chunk, long groupRows) {
        if (positions.length == 0 && groupRows > 0) {
            throw new Damage("offset index without pages");
        }
        for (var i = 0; i < positions.length; i++) {
            var rowsAscend = i == 0 ? firstRows[0] == 0 : firstRows[i] > firstRows[i - 1];
            var after = i == 0 ? chunk.extent().start() : positions[i - 1] + sizes[i - 1];
            if (!rowsAscend
                    || firstRows[i] >= groupRows
                    || sizes[i] <= 0
                    || positions[i] < after
                    || positions[i] > chunk.extent().end() - sizes[i]) {
                throw new Damage("offset index does not fit its column");
            }
        }
    }
}
