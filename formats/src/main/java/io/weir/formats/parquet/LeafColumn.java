package io.weir.formats.parquet;

import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A leaf below lists, maps or rows: its levels and its values for some rows, not yet put together. */
final class LeafColumn {
    private static final int PART = 8192;
    /** A few bytes can stand for billions of elements; those of one batch have to fit in memory. */
    private static final int MAX_ENTRIES = 1 << 25;

    private final PageReader pages;
    private final PageDecoder decoder;
    private final Shape.Leaf leaf;
    private final Vector empty;
    private final int[] pageDefinition = new int[PART];
    private final int[] pageRepetition = new int[PART];
    private int at;
    private int filled;
    private int unread;
    private long nextRow;
    private boolean collects;
    private int[] definition = new int[0];
    private int[] repetition = new int[0];
    private int count;
    private List<Vector> values = new ArrayList<>();

    LeafColumn(PageReader pages, Shape.Leaf leaf, Conversion conversion, Vector empty) {
        this.pages = pages;
        this.leaf = leaf;
        this.decoder = new PageDecoder(pages, leaf.node(), conversion);
        this.empty = empty;
    }

    /**
     * What lies at the leaf for some rows.
     *
     * @param definition at least {@code count} long, like {@code repetition}
     * @param values those that are not null
     */
    record Entries(int[] definition, int[] repetition, int count, Vector values) {}

    int max() {
        return leaf.definition();
    }

    Entries read(long from, int rows) {
        if (from > nextRow) {
            skipTo(from);
        }
        collects = true;
        count = 0;
        values = new ArrayList<>();
        definition = new int[rows];
        repetition = new int[rows];
        pass(rows);
        var all = values.isEmpty() ? empty : Vectors.concat(values);
        return new Entries(definition, repetition, count, all);
    }

    private void skipTo(long row) {
        if (pages.canSeek() && row >= pages.firstRow() + Math.max(pages.rowsHere(), 0)) {
            if (!pages.seek(row)) {
                throw new Damage("column ends before row " + row);
            }
            openPage();
            nextRow = pages.firstRow();
        }
        collects = false;
        while (nextRow < row) {
            pass((int) Math.min(row - nextRow, 1 << 20));
        }
    }

    /** Moves past so many rows, to the entry that begins the row behind them. */
    private void pass(int rows) {
        var begun = 0;
        while (true) {
            var pageDone = at == filled && unread == 0;
            if (pageDone && begun == rows && pages.canSeek()) {
                break; // with an offset index no row goes on in the next page, which may not have been fetched
            }
            if (at == filled && !fill(nextRow + begun)) {
                if (begun < rows) {
                    throw new Damage("column ends after " + (nextRow + begun) + " rows");
                }
                break;
            }
            var first = at;
            while (at < filled && (pageRepetition[at] != 0 || begun < rows)) {
                begun += pageRepetition[at] == 0 ? 1 : 0;
                at++;
            }
            if (begun == 0 && at > first) {
                throw new Damage("column does not begin with a row");
            }
            take(first, at);
            if (at < filled) {
                break;
            }
        }
        nextRow += rows;
    }

    private void take(int from, int to) {
        var present = 0;
        for (var i = from; i < to; i++) {
            present += pageDefinition[i] == leaf.definition() ? 1 : 0;
        }
        if (!collects) {
            decoder.skipValues(present);
            return;
        }
        if (present > 0) {
            values.add(decoder.read(present));
        }
        if (count + to - from > MAX_ENTRIES) {
            throw new Damage("rows of one batch hold more than " + MAX_ENTRIES + " elements");
        }
        if (count + to - from > definition.length) {
            var larger = Math.max(2 * definition.length, count + to - from);
            definition = Arrays.copyOf(definition, larger);
            repetition = Arrays.copyOf(repetition, larger);
        }
        System.arraycopy(pageDefinition, from, definition, count, to - from);
        System.arraycopy(pageRepetition, from, repetition, count, to - from);
        count += to - from;
    }

    /** Reads more levels, of the next page if need be, which is where {@code row} begins; false at the end. */
    private boolean fill(long row) {
        while (unread == 0) {
            if (!pages.next()) {
                return false;
            }
            if (pages.canSeek() && pages.firstRow() != row) {
                throw new Damage("offset index does not fit its pages");
            }
            openPage();
        }
        filled = Math.min(unread, PART);
        unread -= filled;
        at = 0;
        read(decoder.repetition(), pageRepetition);
        read(decoder.definition(), pageDefinition);
        return true;
    }

    private void read(@io.weir.Nullable LevelDecoder levels, int[] target) {
        if (levels != null) {
            levels.read(target, 0, filled);
        }
    }

    private void openPage() {
        decoder.open();
        unread = pages.values();
        at = 0;
        filled = 0;
    }
}
