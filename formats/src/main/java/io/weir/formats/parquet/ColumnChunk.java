package io.weir.formats.parquet;

import io.weir.Nullable;

/** One column of one row group: where it lies and what is known of its values. */
record ColumnChunk(Physical physical, Codec codec, Extent extent, Pages pages, Statistics statistics, Indexes indexes) {
    /** The bytes of all pages in the file, headers and dictionary included. */
    record Extent(long start, long bytes) {
        long end() {
            return start + bytes;
        }
    }

    /**
     * What is said of the pages together.
     *
     * @param values nulls included, and one for an empty or absent list
     * @param uncompressed bytes
     * @param dictionary bytes of the dictionary page with its header, 0 if there is none or its size is unknown
     * @param allDictionary true only if every data page is surely encoded by the dictionary
     */
    record Pages(long values, long uncompressed, long dictionary, boolean allDictionary) {}

    /**
     * The values' bounds in plain encoding, as they were found.
     *
     * @param signed true if only the deprecated fields were there, which compare bytes as signed
     * @param nulls -1 if unknown
     * @param distinct -1 if unknown
     */
    record Statistics(byte @Nullable [] min, byte @Nullable [] max, boolean signed, long nulls, long distinct) {
        static final Statistics UNKNOWN = new Statistics(null, null, false, -1, -1);

        /** Whether no such number of values can have them; where {@code required}, none of these is null. */
        boolean contradict(long values, boolean required) {
            var onlyNulls = nulls == values && values > 0;
            return nulls > values || required && nulls > 0 || onlyNulls && (min != null || max != null);
        }
    }

    ColumnChunk with(Statistics others) {
        return new ColumnChunk(physical, codec, extent, pages, others, indexes);
    }

    /** The same where neither chunk nor pages say what the bounds of their values are. */
    ColumnChunk withoutBounds() {
        var unbounded = new Statistics(null, null, false, statistics.nulls(), statistics.distinct());
        var unindexed = new Indexes(new Extent(0, 0), indexes.offsetIndex(), indexes.bloomFilter());
        return new ColumnChunk(physical, codec, extent, pages, unbounded, unindexed);
    }

    /** Where more can be read about pages and values; zero bytes where there is nothing. The size of a Bloom filter may be unknown: -1. */
    record Indexes(Extent columnIndex, Extent offsetIndex, Extent bloomFilter) {}
}
