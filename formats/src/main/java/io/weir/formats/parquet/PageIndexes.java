package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.parquet.ColumnChunk.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of the pages of one row group's columns, if anything: where they lie and which values they hold. */
final class PageIndexes {
    private final Footer.RowGroup group;
    private final List<SchemaNode> leaves;
    private final Map<Integer, OffsetIndex> offsets = new HashMap<>();
    private final Map<Integer, ColumnIndex> values = new HashMap<>();
    private long bytes;

    private PageIndexes(Footer.RowGroup group, List<SchemaNode> leaves) {
        this.group = group;
        this.leaves = leaves;
    }

    /** Reads what helps: nothing unless pages can be left out, because of a domain or because only part of the rows is wanted. */
    static PageIndexes read(
            FileInput file,
            Place place,
            Footer.RowGroup group,
            List<Pruning> prunings,
            List<SchemaNode> leaves,
            boolean partial)
            throws IOException {
        var indexes = new PageIndexes(group, leaves);
        var prunable = prunings.stream().anyMatch(pruning -> hasIndex(pruning.chunk()));
        if (partial || prunable) {
            indexes.fetch(file, place, prunings);
        }
        return indexes;
    }

    private static boolean hasIndex(ColumnChunk chunk) {
        return chunk.indexes().columnIndex().bytes() > 0
                && chunk.indexes().offsetIndex().bytes() > 0;
    }

    private void fetch(FileInput file, Place place, List<Pruning> prunings) throws IOException {
        var wanted = new ArrayList<Extent>();
        for (var leaf : leaves) {
            wanted.add(checked(chunk(leaf).indexes().offsetIndex(), file, place, leaf));
        }
        for (var pruning : prunings) {
            if (hasIndex(pruning.chunk())) {
                wanted.add(checked(
                        pruning.chunk().indexes().columnIndex(),
                        file,
                        place,
                        pruning.leaf().node()));
            }
        }
        var fetched = RangeFetch.fetch(file, wanted);
        bytes = fetched.bytes();
        for (var leaf : leaves) {
            var extent = chunk(leaf).indexes().offsetIndex();
            if (extent.bytes() > 0) {
                decode(place, leaf, () -> {
                    var index = OffsetIndex.read(fetched.slice(extent.start(), (int) extent.bytes()));
                    index.check(chunk(leaf), group.rows());
                    offsets.put(leaf.primitive().leaf(), index);
                });
            }
        }
        for (var pruning : prunings) {
            var extent = pruning.chunk().indexes().columnIndex();
            if (hasIndex(pruning.chunk())) {
                var leaf = pruning.leaf().node();
                decode(
                        place,
                        leaf,
                        () -> values.put(leaf.primitive().leaf(), ColumnIndex.read(fetched.slice(extent.start(), (int)
                                extent.bytes()))));
            }
        }
    }

    private static Extent checked(Extent extent, FileInput file, Place place, SchemaNode leaf) {
        var outside = extent.bytes() < 0
                || extent.bytes() > Integer.MAX_VALUE / 2
                || extent.bytes() > 0
                        && (extent.start() < 0 || extent.start() > file.file().length() - extent.bytes());
        if (outside) {
            throw place.damaged(leaf.name(), new Damage("index of pages lies outside the file"));
        }
        return extent;
    }

    private static void decode(Place place, SchemaNode leaf, Runnable decoding) {
        try {
            decoding.run();
        } catch (Damage | IndexOutOfBoundsException e) {
            throw place.damaged(leaf.name(), e);
        }
    }

    private ColumnChunk chunk(SchemaNode leaf) {
        return group.columns().get(leaf.primitive().leaf());
    }

    /** Bytes read of the indexes themselves. */
    long bytes() {
        return bytes;
    }

    @Nullable
    OffsetIndex offsets(SchemaNode leaf) {
        return offsets.get(leaf.primitive().leaf());
    }

    /** The rows of those given that are in pages which may match. */
    RowRanges narrow(RowRanges rows, List<Pruning> prunings) {
        var left = rows;
        for (var pruning : prunings) {
            var leaf = pruning.leaf().node();
            var index = values.get(leaf.primitive().leaf());
            var pages = offsets(leaf);
            if (index != null && pages != null && index.pages() == pages.pages()) {
                left = left.intersect(pruning.matching(index, pages, group.rows()));
            }
        }
        return left;
    }

    /** What to read of all columns for these rows. */
    List<Extent> extents(RowRanges rows) {
        var wanted = new ArrayList<Extent>();
        if (rows.isEmpty()) {
            return wanted;
        }
        for (var leaf : leaves) {
            var chunk = chunk(leaf).extent();
            var pages = offsets(leaf);
            if (pages == null || pages.pages() == 0) {
                wanted.add(chunk);
                continue;
            }
            wanted.add(new Extent(chunk.start(), pages.positions()[0] - chunk.start()));
            for (var i = 0; i < pages.pages(); i++) {
                if (rows.overlap(pages.firstRows()[i], pages.endRow(i, group.rows()))) {
                    wanted.add(new Extent(pages.positions()[i], pages.sizes()[i]));
                }
            }
        }
        return wanted;
    }
}
