package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.ScanRequest;
import io.weir.operator.RuntimeFilter;
import io.weir.vector.BytesVector;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads rows of one row group a window at a time: columns that filters need first, each filter on the rows that are left, the other
 * columns only for the rows that pass all. Windows of which little is left are put together, so that batches are not tiny.
 */
final class RowGroupScan {
    /** Below one row in so many alive, vectors are cut down to these before more columns are read. */
    private static final int SPARSE = 4;
    /** Below one row in so many of a full batch, rows wait for more. */
    private static final int TINY = 8;

    private final Place place;
    private final ScanRequest request;
    private final List<? extends @Nullable ColumnReader> readers;
    private final List<RowRanges.Range> ranges;
    private final int batchRows;
    private final List<FilterStep> filters = new ArrayList<>();
    private final List<Batch> pending = new ArrayList<>();
    private int pendingRows;
    private @Nullable Batch ready;
    private int range;
    private long next;
    private long windowStart = -1;
    /** Where the first window begins whose rows wait. */
    private long waitingSince;

    /** A filter with the columns that it looks at. */
    private record FilterStep(Expression expression, List<Integer> columns) {}

    /** One reader a column of the request; null where the file lacks it. */
    RowGroupScan(
            Place place,
            ScanRequest request,
            List<? extends @Nullable ColumnReader> readers,
            RowRanges rows,
            int batchRows) {
        this.place = place;
        this.request = request;
        this.readers = readers;
        this.ranges = rows.ranges();
        this.batchRows = batchRows;
        this.next = ranges.isEmpty() ? 0 : ranges.get(0).from();
        for (var filter : request.filters()) {
            var columns = new TreeSet<Integer>();
            collectColumns(filter, columns);
            filters.add(new FilterStep(filter, List.copyOf(columns)));
        }
    }

    private static void collectColumns(Expression expression, Set<Integer> columns) {
        if (expression instanceof Column column) {
            columns.add(column.index());
        }
        expression.children().forEach(child -> collectColumns(child, columns));
    }

    /** True once all rows were looked at and what passed was answered. */
    boolean done() {
        return range == ranges.size() && pending.isEmpty() && ready == null;
    }

    /** Whether no row was looked at. */
    boolean isUntouched() {
        return windowStart < 0;
    }

    /** Gives up the rows that are left. */
    void abandon() {
        range = ranges.size();
        pending.clear();
        ready = null;
    }

    /** The row from which on rows were not answered yet. */
    long unanswered() {
        return pending.isEmpty() && ready == null ? next : waitingSince;
    }

    void close() {
        readers.forEach(reader -> {
            if (reader != null) {
                reader.close();
            }
        });
    }

    int pagesSkipped() {
        return readers.stream()
                .mapToInt(reader -> reader == null ? 0 : reader.pagesSkipped())
                .sum();
    }

    /** Rows out of at most so many windows; null if there were too few yet. */
    @Nullable
    Batch next(int windows, List<NarrowedColumn> narrowed) {
        if (ready != null) {
            var answer = ready;
            ready = null;
            return answer;
        }
        for (var i = 0; i < windows && range < ranges.size(); i++) {
            var batch = window(narrowed);
            if (batch == null) {
                continue;
            }
            var tiny = batch.rows() * TINY < batchRows;
            if (tiny && pendingRows + batch.rows() <= batchRows) {
                add(batch);
                continue;
            }
            if (pending.isEmpty()) {
                return batch;
            }
            var before = flush();
            if (tiny) {
                add(batch);
            } else {
                ready = batch;
                waitingSince = windowStart;
            }
            return before;
        }
        return range < ranges.size() || pending.isEmpty() ? null : flush();
    }

    private void add(Batch batch) {
        if (pending.isEmpty()) {
            waitingSince = windowStart;
        }
        pending.add(withoutPages(batch.compact()));
        pendingRows += batch.rows();
    }

    /** The same rows without views of pages, which are much larger than the few rows that wait. */
    private static Batch withoutPages(Batch batch) {
        var columns = batch.columns().toArray(Vector[]::new);
        for (var i = 0; i < columns.length; i++) {
            var nested = columns[i] instanceof ListVector
                    || columns[i] instanceof MapVector
                    || columns[i] instanceof RowVector;
            if (columns[i] instanceof BytesVector bytes) {
                columns[i] = bytes.compact();
            } else if (nested) {
                var copy = VectorBuilder.of(columns[i].type(), columns[i].size());
                copy.append(columns[i], Selection.all(columns[i].size()));
                columns[i] = copy.build();
            }
        }
        return batch.withColumns(columns);
    }

    private Batch flush() {
        var all = Batch.concat(pending);
        pending.clear();
        pendingRows = 0;
        return all;
    }

    /** What is left of the next window, null if nothing. */
    private @Nullable Batch window(List<NarrowedColumn> narrowed) {
        var current = ranges.get(range);
        windowStart = next;
        var count = (int) Math.min(batchRows, current.to() - next);
        var window = new Window(next, count);
        next += count;
        if (next == current.to()) {
            range++;
            if (range < ranges.size()) {
                next = ranges.get(range).from();
            }
        }
        for (var filter : filters) {
            if (!window.keep(filter)) {
                return null;
            }
        }
        for (var filter : narrowed) {
            if (!window.keep(filter)) {
                return null;
            }
        }
        return window.batch();
    }

    /** What a runtime filter is about. */
    record NarrowedColumn(int column, RuntimeFilter filter) {}

    /** Some rows while columns come and rows go. */
    private final class Window {
        private final long from;
        private final int count;
        private final @Nullable Vector[] columns = new Vector[readers.size()];
        /** Which rows of the window the vectors hold; null: all. */
        private @Nullable Selection held;
        /** Which rows of the vectors are alive. */
        private Selection alive;

        Window(long from, int count) {
            this.from = from;
            this.count = count;
            this.alive = Selection.all(count);
        }

        boolean keep(FilterStep filter) {
            filter.columns().forEach(this::load);
            alive = filter.expression().select(batchOfLoaded(), alive);
            return compacted();
        }

        boolean keep(NarrowedColumn narrowed) {
            load(narrowed.column());
            alive = narrowed.filter().select(columns[narrowed.column()], alive);
            return compacted();
        }

        /** False if no row is alive. */
        private boolean compacted() {
            if (alive.isEmpty()) {
                return false;
            }
            var size = held == null ? count : held.count();
            if (alive.count() * SPARSE < size) {
                for (var i = 0; i < columns.length; i++) {
                    if (columns[i] != null) {
                        columns[i] = columns[i].take(alive);
                    }
                }
                held = held == null ? alive : held.pick(alive);
                alive = Selection.all(held.count());
            }
            return true;
        }

        private int size() {
            return held == null ? count : held.count();
        }

        private void load(int column) {
            if (columns[column] == null) {
                columns[column] = readColumn(column);
            }
        }

        private Vector readColumn(int column) {
            var reader = readers.get(column);
            if (reader == null) {
                return Vectors.nulls(request.columns().type(column), size());
            }
            try {
                return held == null ? reader.read(from, count) : reader.pick(from, count, held);
            } catch (EngineException e) {
                throw e;
            } catch (RuntimeException e) {
                throw place.damaged(request.columns().field(column).name(), e);
            }
        }

        /** Columns not read yet stand as nulls: the filter at hand does not look at them. */
        private Batch batchOfLoaded() {
            var shown = new Vector[columns.length];
            for (var i = 0; i < shown.length; i++) {
                shown[i] = columns[i] != null
                        ? columns[i]
                        : Vectors.nulls(request.columns().type(i), size());
            }
            return Batch.of(size(), shown).select(alive);
        }

        Batch batch() {
            for (var i = 0; i < columns.length; i++) {
                load(i);
            }
            return Batch.of(size(), columns).select(alive);
        }
    }
}
