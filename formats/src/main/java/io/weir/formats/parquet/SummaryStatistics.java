package io.weir.formats.parquet;

import io.weir.formats.file.ColumnStatistics;
import io.weir.formats.file.DistinctValues;
import io.weir.formats.file.Domain;
import java.util.ArrayList;
import java.util.List;

/** What all row groups together say of each column of a file. */
final class SummaryStatistics {
    /** Bytes that a header takes, roughly. */
    private static final int PAGE_HEADER = 20;

    /** Text in a dictionary is compressed to half, roughly; a few words are not. */
    private static final int TEXT_COMPRESSION = 2;

    private static final int COMPRESSED_TEXT = 100;

    private SummaryStatistics() {}

    static List<ColumnStatistics> of(Footer footer) {
        var statistics = new ArrayList<ColumnStatistics>();
        for (var column : footer.root().children()) {
            var shape = SchemaMapping.shape(column);
            statistics.add(
                    shape instanceof Shape.Leaf leaf && leaf.node().levels().repetition() == 0
                            ? flat(footer, leaf)
                            : new ColumnStatistics(null, null, -1, -1, bytes(footer, column)));
        }
        return statistics;
    }

    private static long bytes(Footer footer, SchemaNode column) {
        var bytes = 0L;
        for (var leaf : column.leaves()) {
            for (var group : footer.groups()) {
                bytes += group.columns().get(leaf.primitive().leaf()).pages().uncompressed();
            }
        }
        return bytes;
    }

    private static ColumnStatistics flat(Footer footer, Shape.Leaf leaf) {
        var conversion = NaturalConversion.of(leaf);
        Object low = null;
        Object high = null;
        var bounded = true;
        var nulls = 0L;
        var values = new DistinctValues();
        var rows = 0L;
        var counted = 0L;
        for (var group : footer.groups()) {
            var chunk = group.columns().get(leaf.node().primitive().leaf());
            var found = chunk.statistics();
            nulls = nulls < 0 || found.nulls() < 0 ? -1 : nulls + found.nulls();
            if (found.nulls() == group.rows()) {
                continue;
            }
            var bounds = Bounds.of(leaf, conversion, found, footer.writer());
            var distinct = distinct(chunk, leaf.node().primitive());
            rows += group.rows();
            if (distinct >= 0) {
                values.add(bounds.low(), bounds.high(), distinct);
                counted += group.rows();
            }
            bounded &= bounds.isKnown();
            if (bounded) {
                low = low == null || Domain.compare(bounds.low(), low) < 0 ? bounds.low() : low;
                high = high == null || Domain.compare(bounds.high(), high) > 0 ? bounds.high() : high;
            }
        }
        if (leaf.node().repetition() == SchemaNode.Repetition.REQUIRED) {
            nulls = 0;
        }
        // a dictionary is given up where there are many values: what a few rows have says nothing of the others
        var distinct = counted * 2 >= rows ? values.count() : -1;
        return new ColumnStatistics(
                bounded ? low : null, bounded ? high : null, nulls, distinct, bytes(footer, leaf.node()));
    }

    /** As counted by the writer, else as many as the dictionary can have entries if numbers in it were not compressed. */
    private static long distinct(ColumnChunk chunk, SchemaNode.Primitive primitive) {
        var counted = chunk.statistics().distinct();
        var width = entryBytes(chunk, primitive);
        if (counted > 0
                || width == 0
                || !chunk.pages().allDictionary()
                || chunk.pages().dictionary() == 0) {
            return Math.max(counted, -1);
        }
        var bytes = chunk.pages().dictionary() - PAGE_HEADER;
        var compressed = primitive.physical() == Physical.BYTE_ARRAY
                && chunk.codec() != Codec.UNCOMPRESSED
                && bytes >= COMPRESSED_TEXT;
        return Math.max(1, bytes * (compressed ? TEXT_COMPRESSION : 1) / width);
    }

    /** Bytes an entry of the dictionary; where they differ, as the bounds have on average. 0 if unknown. */
    private static int entryBytes(ColumnChunk chunk, SchemaNode.Primitive primitive) {
        var min = chunk.statistics().min();
        var max = chunk.statistics().max();
        if (primitive.physical() != Physical.BYTE_ARRAY) {
            return primitive.width();
        }
        return min == null || max == null ? 0 : 4 + (min.length + max.length) / 2;
    }
}
