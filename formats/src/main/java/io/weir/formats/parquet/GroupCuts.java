package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FileOpener;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts the row groups of a file into parts for several tasks: where pages begin, as far as an offset index tells, since two parts that
 * share a page both decode it. Pages of different columns need not begin together; then as few bytes as possible are cut.
 */
final class GroupCuts implements AutoCloseable {
    private static final long MAX_ROWS_A_PART = 1 << 20;
    private static final long MIN_ROWS_A_PART = 1 << 15;
    /** Only a footer that lies has more rows than that is good for. */
    private static final long MAX_PARTS = 4096;
    /** Without an offset index each part reads all bytes of the row group. */
    private static final long MAX_BLIND_PARTS = 4;

    private final Footer footer;
    private final FileEntry file;
    private final ScanRequest request;
    private final FileOpener files;
    private final List<ColumnPlan> columns;
    private final List<SchemaNode> leaves;
    private @Nullable FileInput input;

    GroupCuts(Footer footer, FileEntry file, ScanRequest request, FileOpener files) {
        this.footer = footer;
        this.file = file;
        this.request = request;
        this.files = files;
        columns = ColumnPlan.of(footer, request, file.path());
        leaves = columns.stream()
                .flatMap(column -> column.leaves().stream())
                .map(Shape.Leaf::node)
                .toList();
    }

    /** The parts of a row group, each of some {@code targetBytes} if that is possible. */
    List<FilePart> parts(int number, long targetBytes) throws IOException {
        var group = footer.groups().get(number);
        var bytes = leaves.stream()
                .mapToLong(leaf -> group.chunk(leaf).extent().bytes())
                .sum();
        var parts = new ArrayList<FilePart>();
        var from = 0L;
        var middle = middle(group);
        for (var to : ends(number, group, bytes, Math.max(targetBytes, 1))) {
            var share = (long) ((double) bytes * (to - from) / group.rows());
            parts.add(FilePart.around(middle, file, number, from, to, share));
            from = to;
        }
        return parts;
    }

    /** A byte in the midst of what is read of a row group. */
    private long middle(Footer.RowGroup group) {
        var all = leaves.stream().map(leaf -> group.chunk(leaf).extent()).toList();
        return all.isEmpty() ? 0 : all.get(all.size() / 2).start();
    }

    /** The row after the last of each part. */
    private List<Long> ends(int number, Footer.RowGroup group, long bytes, long targetBytes) throws IOException {
        var rows = group.rows();
        if (rows == 0) {
            return List.of();
        }
        var byRows = (rows + MAX_ROWS_A_PART - 1) / MAX_ROWS_A_PART;
        var byBytes = (bytes + targetBytes - 1) / targetBytes;
        var pieces = Math.min(MAX_PARTS, Math.max(byRows, Math.min(byBytes, rows / MIN_ROWS_A_PART)));
        if (pieces <= 1 || !new GroupStatistics(group, footer.writer(), columns, request).mayMatch()) {
            return List.of(rows);
        }
        if (leaves.stream()
                .allMatch(leaf -> group.chunk(leaf).indexes().offsetIndex().bytes() > 0)) {
            return ends(offsets(number, group), rows, pieces);
        }
        return blind(rows, footer.writer().writesOnePageAColumn() ? 1 : Math.min(byRows, MAX_BLIND_PARTS));
    }

    private static List<Long> blind(long rows, long pieces) {
        var ends = new ArrayList<Long>();
        for (var piece = 1L; piece <= pieces; piece++) {
            ends.add(end(rows, piece, pieces));
        }
        return ends;
    }

    /** The end of a piece of all that are of one size. */
    private static long end(long rows, long piece, long pieces) {
        return rows / pieces * piece + rows % pieces * piece / pieces;
    }

    private List<OffsetIndex> offsets(int number, Footer.RowGroup group) throws IOException {
        if (input == null) {
            input = files.open(file);
        }
        var place = new Place(file.path(), number);
        var indexes = PageIndexes.read(input, place, group, List.of(), leaves, true);
        return leaves.stream().map(indexes::offsets).toList();
    }

    /** Where the largest column begins a page near the place at which parts were of one size; within a page only so that no part is huge. */
    static List<Long> ends(List<OffsetIndex> columns, long rows, long pieces) {
        var ends = new ArrayList<Long>();
        var largest =
                columns.stream().filter(pages -> pages.pages() > 1).max(Comparator.comparingLong(OffsetIndex::bytes));
        var from = 0L;
        for (var piece = 1L; piece < pieces; piece++) {
            var wish = end(rows, piece, pieces);
            var reach = rows / pieces / 2;
            var best = largest.isEmpty() ? -1 : best(columns, largest.get(), wish - reach, wish, wish + reach);
            var end = best < 0 && wish - from >= MAX_ROWS_A_PART ? wish : best;
            if (end > from) {
                ends.add(end);
                from = end;
            }
        }
        ends.add(rows);
        return ends;
    }

    /** The row between two at which a page begins and the fewest bytes are cut; -1 if there is none. */
    private static long best(List<OffsetIndex> columns, OffsetIndex pages, long from, long wish, long to) {
        var best = -1L;
        var bestCost = Long.MAX_VALUE;
        for (var page = Math.max(1, pages.pageOf(from)); page < pages.pages(); page++) {
            var row = pages.firstRows()[page];
            if (row >= to) {
                break;
            }
            var cost = row < from
                    ? Long.MAX_VALUE
                    : columns.stream().mapToLong(column -> column.bytesCut(row)).sum();
            if (cost < bestCost || cost == bestCost && Math.abs(row - wish) < Math.abs(best - wish)) {
                best = row;
                bestCost = cost;
            }
        }
        return bestCost == Long.MAX_VALUE ? -1 : best;
    }

    @Override
    public void close() {
        if (input != null) {
            input.close();
        }
    }
}
