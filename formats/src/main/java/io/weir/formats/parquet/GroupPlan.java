package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import io.weir.vector.Vectors;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Works out what to read of a row group for a request, and reads it. Runs on an IO thread. */
final class GroupPlan {
    private final FileInput file;
    private final FilePart part;
    private final Footer.RowGroup group;
    private final GroupStatistics statistics;
    private final ScanRequest request;
    private final List<ColumnPlan> columns;
    private final Place place;

    private GroupPlan(FileInput file, FilePart part, Footer footer, ScanRequest request) {
        this.file = file;
        this.part = part;
        this.group = footer.groups().get(part.group());
        this.request = request;
        this.place = new Place(file.file().path(), part.group());
        this.columns = ColumnPlan.of(footer, request, place.path());
        this.statistics = new GroupStatistics(group, footer.writer(), columns, request);
    }

    /**
     * What a reader goes on with.
     *
     * @param bounds of each column of the request, in the type asked for
     * @param fetched what the scan reads, to be closed after it
     */
    record Prepared(RowGroupScan scan, FetchedBytes fetched, List<Bounds> bounds, Counts counts) {
        void close() {
            scan.close();
            fetched.close();
        }
    }

    /** What happened so far, for the metrics. */
    record Counts(long bytesRead, long rowGroups, long rowGroupsSkipped) {}

    static Prepared prepare(FileInput file, FilePart part, ScanRequest request, FooterCache footers, int batchRows)
            throws IOException {
        var footer = footers.get(file);
        if (part.group() < 0 || part.group() >= footer.groups().size()) {
            throw new EngineException(
                    ErrorCode.BAD_DATA,
                    "file changed while it was read: row group " + part.group() + " is gone from "
                            + file.file().path());
        }
        return new GroupPlan(file, part, footer, request).prepare(batchRows);
    }

    private Prepared prepare(int batchRows) throws IOException {
        checkCodecs();
        var bounds = statistics.bounds();
        var first = part.from() == 0 ? 1 : 0;
        var prunings = statistics.prunings();
        var rows = RowRanges.of(Math.max(part.from(), 0), Math.min(part.to(), group.rows()));
        try {
            if (!statistics.mayMatch() || !mayMatch(prunings)) {
                var nothing = new RowGroupScan(place, request, List.of(), RowRanges.of(0, 0), batchRows);
                return new Prepared(nothing, new FetchedBytes(List.of()), bounds, new Counts(0, first, first));
            }
            var indexes = PageIndexes.read(file, place, group, prunings, leaves(), isPartial());
            var left = indexes.narrow(rows, prunings);
            var fetched = RangeFetch.fetch(file, indexes.extents(left));
            var span = new RowRanges.Range(Math.max(part.from(), 0), Math.min(part.to(), group.rows()));
            var readers = new ArrayList<@Nullable ColumnReader>();
            for (var column : columns) {
                readers.add(reader(column, new Opening(fetched, indexes, span)));
            }
            var scan = new RowGroupScan(place, request, readers, left, batchRows);
            var skipped = left.isEmpty() && !rows.isEmpty() ? first : 0;
            return new Prepared(scan, fetched, bounds, new Counts(fetched.bytes() + indexes.bytes(), first, skipped));
        } catch (EOFException e) {
            throw new EngineException(ErrorCode.BAD_DATA, "parquet file is shorter than it was: " + place.path(), e);
        }
    }

    private boolean isPartial() {
        return part.from() > 0 || part.to() < group.rows();
    }

    private List<SchemaNode> leaves() {
        return columns.stream()
                .flatMap(column -> column.leaves().stream())
                .map(Shape.Leaf::node)
                .toList();
    }

    private void checkCodecs() {
        for (var leaf : leaves()) {
            if (group.chunk(leaf).codec() == Codec.LZO) {
                throw new EngineException(
                        ErrorCode.NOT_SUPPORTED,
                        Place.oneLine("lzo compression cannot be read: column " + leaf.name() + " of " + place.path()));
            }
        }
    }

    private boolean mayMatch(List<Pruning> prunings) throws IOException {
        for (var pruning : prunings) {
            try {
                if (!pruning.mayMatchInFile(file)) {
                    return false;
                }
            } catch (Damage | IndexOutOfBoundsException | ArithmeticException e) {
                throw place.damaged(pruning.leaf().node().name(), e);
            }
        }
        return true;
    }

    private record Opening(FetchedBytes fetched, PageIndexes indexes, RowRanges.Range rows) {}

    private @Nullable ColumnReader reader(ColumnPlan column, Opening opening) {
        if (column.shape() == null) {
            return null;
        }
        if (column.shape() instanceof Shape.Leaf leaf) {
            return new FlatColumn(
                    pages(leaf, opening),
                    leaf,
                    ColumnPlan.conversion(leaf, column.field().type()));
        }
        return new NestedColumn(
                column.shape(),
                column.field().type(),
                (leaf, type) -> new LeafColumn(
                        pages(leaf, opening), leaf, ColumnPlan.conversion(leaf, type), Vectors.empty(type)));
    }

    private PageReader pages(Shape.Leaf leaf, Opening opening) {
        var offsets = opening.indexes().offsets(leaf.node());
        var rows = new PageReader.Rows(
                group.rows(), opening.rows().from(), opening.rows().to(), offsets);
        return new PageReader(opening.fetched(), group.chunk(leaf.node()), leaf.node(), rows);
    }
}
