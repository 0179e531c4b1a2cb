package io.weir.formats.parquet;

import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;

/** A column of plain values at the top of the schema: one value or null a row. */
final class FlatColumn implements ColumnReader {
    private final PageReader pages;
    private final PageDecoder decoder;
    private long pageEnd;
    private long at;
    private boolean opened = true;

    FlatColumn(PageReader pages, Shape.Leaf leaf, Conversion conversion) {
        this.pages = pages;
        this.decoder = new PageDecoder(pages, leaf.node(), conversion);
    }

    @Override
    public Vector read(long from, int count) {
        var parts = new ArrayList<Vector>(1);
        for (var row = from; row < from + count; ) {
            moveTo(row);
            var some = (int) Math.min(from + count, pageEnd) - (int) row;
            parts.add(part(some));
            row += some;
        }
        return Vectors.concat(parts);
    }

    @Override
    public Vector pick(long from, int count, Selection chosen) {
        var parts = new ArrayList<Vector>(1);
        for (var i = 0; i < chosen.count(); ) {
            moveTo(from + chosen.row(i));
            var first = (int) (at - from);
            var last = (int) Math.min(count, pageEnd - from);
            var end = i + 1;
            while (end < chosen.count() && chosen.row(end) < last) {
                end++;
            }
            var positions = new int[end - i];
            for (var k = 0; k < positions.length; k++) {
                positions[k] = chosen.row(i + k) - first;
            }
            parts.add(part(positions[positions.length - 1] + 1, positions));
            i = end;
        }
        return Vectors.concat(parts);
    }

    /** Goes to the page of the row, which is not opened if it was left before, and within it to the row. */
    private void moveTo(long row) {
        while (row >= pageEnd) {
            nextPage(row);
        }
        if (!opened) {
            decoder.open();
            opened = true;
        }
        if (at < row) {
            var skipped = (int) (row - at);
            var levels = decoder.definition();
            decoder.skipValues(levels == null ? skipped : levels.skip(skipped));
            at = row;
        }
    }

    private void nextPage(long row) {
        var first = pageEnd;
        var found = pages.canSeek() ? pages.seek(row) : pages.next();
        if (!found) {
            throw new Damage("column ends after " + first + " rows");
        }
        if (pages.canSeek()) {
            first = pages.firstRow();
        }
        pageEnd = first + pages.rows();
        at = first;
        opened = false;
        if (pages.canSeek() && (row < first || row >= pageEnd)) {
            throw new Damage("offset index does not fit its pages");
        }
    }

    private Vector part(int count) {
        at += count;
        var levels = decoder.definition();
        if (levels == null) {
            return decoder.read(count);
        }
        var nulls = levels.nulls(count);
        var values = decoder.read(levels.present());
        return nulls == null ? values : Spread.over(values, nulls, count);
    }

    private Vector part(int count, int[] positions) {
        at += count;
        var levels = decoder.definition();
        var nulls = levels == null ? null : levels.nulls(count);
        if (nulls == null) {
            return decoder.pick(count, positions, positions.length);
        }
        var kept = new boolean[positions.length];
        var valuePositions = new int[positions.length];
        var values = 0;
        var present = 0;
        var row = 0;
        for (var i = 0; i < positions.length; i++) {
            for (; row < positions[i]; row++) {
                present += nulls[row] ? 0 : 1;
            }
            kept[i] = nulls[row];
            if (!kept[i]) {
                valuePositions[values++] = present;
            }
        }
        var picked = decoder.pick(levels.present(), valuePositions, values);
        return values == positions.length ? picked : Spread.over(picked, kept, positions.length);
    }

    @Override
    public void close() {
        pages.close();
    }

    @Override
    public int pagesSkipped() {
        return pages.skipped();
    }
}
