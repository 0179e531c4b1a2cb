package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FileInput;
import io.weir.formats.parquet.ColumnChunk.Extent;
import io.weir.vector.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether values of a flat column, in one row group, may lie in a domain; asked of statistics first and of the file then. */
record Pruning(Shape.Leaf leaf, Conversion conversion, ColumnPlan column, ColumnChunk chunk, Domain domain) {
    /** Larger dictionaries cost more to look through than they are likely to save. */
    private static final long MAX_DICTIONARY = 1 << 20;

    static Pruning of(ColumnPlan column, ColumnChunk chunk, Domain domain) {
        var leaf = (Shape.Leaf) column.shape();
        var wanted = column.isPadded() ? Padding.stripped(domain) : domain;
        return new Pruning(leaf, column.comparable(), column, chunk, wanted);
    }

    /** By bounds and the number of nulls, -1 if unknown, among so many rows. */
    boolean mayMatch(Bounds bounds, long nulls, long rows) {
        if (domain.nulls() && nulls != 0) {
            return true;
        }
        if (nulls == rows || domain.values() != null && domain.values().isEmpty()) {
            return false;
        }
        return !bounds.isKnown() || domain.mayOverlapBounds(bounds.low(), bounds.high());
    }

    /** False only if the dictionary or the Bloom filter tells that no row matches. */
    boolean mayMatchInFile(FileInput file) throws IOException {
        if (domain.nulls() && chunk.statistics().nulls() != 0) {
            return true;
        }
        return dictionaryMayMatch(file) && bloomFilterMayMatch(file);
    }

    private boolean dictionaryMayMatch(FileInput file) throws IOException {
        var bytes = chunk.pages().dictionary();
        var unbounded = domain.values() == null && domain.low() == null && domain.high() == null;
        if (!chunk.pages().allDictionary() || bytes <= 0 || bytes > MAX_DICTIONARY || unbounded) {
            return true;
        }
        var extent = new Extent(chunk.extent().start(), bytes);
        var fetched = RangeFetch.fetch(file, List.of(extent));
        var pages = new PageReader(fetched, chunk, leaf.node(), PageReader.Rows.all(0));
        var slice = pages.dictionary(bytes);
        var entries = PageDecoder.entries(
                slice, pages.dictionaryEntries(), leaf.node().primitive(), conversion);
        for (var i = 0; i < entries.size(); i++) {
            if (mayBe(Values.get(entries, i))) {
                return true;
            }
        }
        return false;
    }

    /** Both zeros are one value, whatever their order. */
    private boolean mayBe(Object entry) {
        if (entry instanceof Double d && d == 0) {
            return domain.mayOverlap(-0.0, 0.0);
        } else if (entry instanceof Float f && f == 0) {
            return domain.mayOverlap(-0f, 0f);
        }
        return domain.contains(column.isPadded() ? Padding.stripped(entry) : entry);
    }

    private boolean bloomFilterMayMatch(FileInput file) throws IOException {
        var where = chunk.indexes().bloomFilter();
        if (where.start() <= 0) {
            return true;
        }
        var values = values();
        var hashes =
                values == null ? null : BloomFilter.hashes(leaf, column.field().type(), values);
        if (hashes == null) {
            return true;
        }
        var filter = BloomFilter.read(file, where);
        return filter == null || hashes.stream().anyMatch(filter::mayContain);
    }

    private @Nullable List<Object> values() {
        if (domain.values() != null) {
            return domain.values();
        }
        var single = domain.low() != null && domain.high() != null && Domain.compare(domain.low(), domain.high()) == 0;
        return single ? List.of(domain.low()) : null;
    }

    /** The rows in pages that may match. */
    RowRanges matching(ColumnIndex index, OffsetIndex offsets, long groupRows) {
        if (index.pages() != offsets.pages()) {
            throw new Damage("indexes of pages disagree");
        }
        var ranges = new ArrayList<RowRanges.Range>();
        for (var page = 0; page < index.pages(); page++) {
            var from = offsets.firstRows()[page];
            var to = offsets.endRow(page, groupRows);
            if (!pageMayMatch(index, page, to - from)) {
                continue;
            }
            var last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.to() == from) {
                ranges.set(ranges.size() - 1, new RowRanges.Range(last.from(), to));
            } else {
                ranges.add(new RowRanges.Range(from, to));
            }
        }
        return new RowRanges(ranges);
    }

    private boolean pageMayMatch(ColumnIndex index, int page, long rows) {
        var nulls = index.nulls()[page];
        var contradicts = nulls > rows || nulls >= 0 && index.allNull()[page] != (nulls == rows);
        if (contradicts) {
            return true;
        }
        if (index.allNull()[page]) {
            return domain.nulls();
        }
        var bounds = Bounds.areOrdered(leaf.node())
                ? Bounds.of(
                        leaf, conversion, index.mins().get(page), index.maxes().get(page))
                : Bounds.UNKNOWN;
        return mayMatch(column.isPadded() ? Padding.stripped(bounds) : bounds, nulls, rows);
    }
}
