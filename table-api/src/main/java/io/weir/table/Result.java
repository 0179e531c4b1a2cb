package io.weir.table;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.graph.Job;
import io.weir.graph.JobMetrics;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * What a statement answers: rows, which come while the query runs and can be taken once, and for INSERT and CREATE TABLE AS the
 * number of rows written. Close it: that ends a query whose rows are not all wanted. Used by one thread, but for {@link #cancel} and
 * {@link #progress}.
 */
public final class Result implements AutoCloseable {
    /** What kind of statement it was. */
    public enum Kind {
        /** Rows of data. */
        ROWS,
        /** Lines of text in one column: a plan, a definition. */
        TEXT,
        /** Nothing but the number of rows written. */
        UPDATE,
        /** Nothing. */
        DONE
    }

    private final Kind kind;
    private final Schema schema;
    private final Optional<Job> job;
    private final Queue<Batch> ready;
    private final long updateCount;

    private Result(Kind kind, Schema schema, Optional<Job> job, Queue<Batch> ready, long updateCount) {
        this.kind = kind;
        this.schema = schema;
        this.job = job;
        this.ready = ready;
        this.updateCount = updateCount;
    }

    static Result running(Schema schema, Job job) {
        return new Result(Kind.ROWS, schema, Optional.of(job), new ArrayDeque<>(), -1);
    }

    static Result rows(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        return new Result(Kind.ROWS, schema, Optional.empty(), new ArrayDeque<>(List.of(batch(schema, rows))), -1);
    }

    static Result text(String column, String text) {
        var schema = Schema.of(new Schema.Field(column, DataType.Scalar.VARCHAR));
        var lines = text.lines().map(List::of).toList();
        return new Result(Kind.TEXT, schema, Optional.empty(), new ArrayDeque<>(List.of(batch(schema, lines))), -1);
    }

    static Result updated(long rows) {
        return new Result(Kind.UPDATE, new Schema(List.of()), Optional.empty(), new ArrayDeque<>(), rows);
    }

    static Result done() {
        return new Result(Kind.DONE, new Schema(List.of()), Optional.empty(), new ArrayDeque<>(), -1);
    }

    private static Batch batch(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        var columns = schema.types().stream()
                .map(type -> VectorBuilder.of(type, rows.size()))
                .toList();
        for (var row : rows) {
            for (var i = 0; i < columns.size(); i++) {
                Values.append(columns.get(i), row.get(i));
            }
        }
        return Batch.of(rows.size(), columns.stream().map(VectorBuilder::build).toList());
    }

    public Kind kind() {
        return kind;
    }

    /** Names and types of the columns; empty where there are no rows to expect. */
    public Schema schema() {
        return schema;
    }

    /** How many rows were written; -1 where the statement writes none or the number is unknown. */
    public long updateCount() {
        return updateCount;
    }

    /**
     * The next rows, null after the last. Waits for them. Throws the {@link io.weir.EngineException} that ended the query: rows are an
     * answer only once null was seen.
     */
    public @Nullable Batch next() {
        if (job.isEmpty()) {
            return ready.poll();
        }
        return job.get().next();
    }

    /** The batches that {@link #next} answers. */
    public Iterator<Batch> batches() {
        return new Iterator<>() {
            private @Nullable Batch peeked;

            @Override
            public boolean hasNext() {
                if (peeked == null) {
                    peeked = Result.this.next();
                }
                return peeked != null;
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no rows are left");
                }
                var batch = peeked;
                peeked = null;
                return batch;
            }
        };
    }

    /** The rows one by one; a row stays readable after the iterator went on. */
    public Iterator<Row> rows() {
        var batches = batches();
        return new Iterator<>() {
            private @Nullable Batch batch;
            private int at;

            @Override
            public boolean hasNext() {
                while (batch == null || at == batch.rows()) {
                    if (!batches.hasNext()) {
                        return false;
                    }
                    batch = batches.next();
                    at = 0;
                }
                return true;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no rows are left");
                }
                return new Row(schema, batch, batch.selection().row(at++));
            }
        };
    }

    /** The rest of a one-column text, lines joined: what EXPLAIN and SHOW CREATE TABLE say. */
    public String text() {
        var lines = new java.util.ArrayList<String>();
        rows().forEachRemaining(row -> lines.add(String.valueOf(row.value(0))));
        return lines.stream().collect(Collectors.joining("\n"));
    }

    /** Asks a running query to end; {@link #next} then throws with the code CANCELLED. From any thread. */
    public void cancel() {
        job.ifPresent(Job::cancel);
    }

    /** How far a running query is. From any thread. */
    public Optional<Job.Progress> progress() {
        return job.map(Job::progress);
    }

    /** What the operators of the query did so far; final after the last row. */
    public Optional<JobMetrics> metrics() {
        return job.map(Job::metrics);
    }

    @Override
    public void close() {
        job.ifPresent(Job::close);
    }
}
