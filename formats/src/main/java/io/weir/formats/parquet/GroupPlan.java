package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.parquet.ColumnChunk.Extent;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Works out what to read of a row group for a request, and reads it. Runs on an IO thread. */
final class GroupPlan {
    private final FileInput file;
    private final Footer.RowGroup group;
    private final WriterVersion writer;
    private final ScanRequest request;
    private final List<ColumnPlan> columns;
    private final Place place;

    private GroupPlan(FileInput file, FilePart part, Footer footer, ScanRequest request) {
        this.file = file;
        this.group = footer.groups().get(part.group());
        this.writer = footer.writer();
        this.request = request;
        this.place = new Place(file.file().path(), part.group());
        this.columns = ColumnPlan.of(footer, request, place.path());
    }

    /**
     * What a reader goes on with.
     *
     * @param bounds of each column of the request, in the type asked for
     */
    record Prepared(RowGroupScan scan, List<Bounds> bounds, Counts counts) {}

    /** What happened so far, for the metrics. */
    record Counts(long bytesRead, long rowGroups, long rowGroupsSkipped, long pagesSkipped) {}

    static Prepared prepare(FileInput file, FilePart part, ScanRequest request, FooterCache footers, int batchRows)
            throws IOException {
        var footer = footers.get(file);
        if (part.group() < 0 || part.group() >= footer.groups().size()) {
            throw new EngineException(
                    ErrorCode.BAD_DATA,
                    "file changed while it was read: row group " + part.group() + " is gone from "
                            + file.file().path());
        }
        return new GroupPlan(file, part, footer, request).prepare(part, batchRows);
    }

    private Prepared prepare(FilePart part, int batchRows) throws IOException {
        var bounds = columns.stream().map(this::bounds).toList();
        var rows = RowRanges.of(Math.max(part.from(), 0), Math.min(part.to(), group.rows()));
        var first = part.from() == 0 ? 1 : 0;
        try {
            var fetched = RangeFetch.fetch(file, wanted());
            var readers = new ArrayList<@Nullable ColumnReader>();
            for (var column : columns) {
                readers.add(reader(column, fetched));
            }
            var scan = new RowGroupScan(place, request, readers, rows, batchRows);
            return new Prepared(scan, bounds, new Counts(fetched.bytes(), first, 0, 0));
        } catch (EOFException e) {
            throw new EngineException(ErrorCode.BAD_DATA, "parquet file is shorter than it was: " + place.path(), e);
        }
    }

    private List<Extent> wanted() {
        var wanted = new ArrayList<Extent>();
        for (var column : columns) {
            if (column.shape() != null) {
                wanted.add(chunk(((Shape.Leaf) column.shape()).node()).extent());
            }
        }
        return wanted;
    }

    private ColumnChunk chunk(SchemaNode leaf) {
        return group.columns().get(leaf.primitive().leaf());
    }

    private Bounds bounds(ColumnPlan column) {
        if (!column.isFlat()) {
            return Bounds.UNKNOWN;
        }
        var leaf = (Shape.Leaf) column.shape();
        var conversion = ColumnPlan.conversion(leaf, column.field().type());
        return Bounds.of(leaf, conversion, chunk(leaf.node()).statistics(), writer);
    }

    private @Nullable ColumnReader reader(ColumnPlan column, FetchedBytes fetched) {
        if (column.shape() == null) {
            return null;
        }
        var leaf = (Shape.Leaf) column.shape();
        var pages = new PageReader(fetched, chunk(leaf.node()), leaf.node(), null, group.rows());
        return new FlatColumn(
                pages, leaf, ColumnPlan.conversion(leaf, column.field().type()));
    }
}
