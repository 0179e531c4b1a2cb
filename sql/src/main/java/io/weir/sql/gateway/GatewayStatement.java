package io.weir.sql.gateway;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.graph.JobRunner;
import io.weir.sql.output.JsonText;
import io.weir.sql.output.ValueText;
import io.weir.table.Result;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import io.weir.task.Failures;
import io.weir.type.Schema;
import io.weir.vector.Values;
import io.weir.web.Statements;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One statement: a thread runs it and makes a page when the one before has been taken, others ask for pages. There is one page at a time,
 * which may be asked for again until the next one is asked for.
 */
final class GatewayStatement implements Runnable {
    /** A page has so many characters, and a row more. */
    private static final int PAGE_CHARACTERS = 1 << 20;

    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final String id;
    private final Request asked;
    private final StatementJobs jobs;
    private final Clock clock;
    private final Instant began;

    /** All that follows is guarded by this. */
    private Optional<Instant> ended = Optional.empty();

    private Optional<EngineException> failure = Optional.empty();

    /** The number of the page that is there; -1 before the first. */
    private long number = -1;

    private Statements.@Nullable Page page;
    private CompletableFuture<Statements.Page> next = new CompletableFuture<>();
    private boolean wanted;

    /** What is to run, and how long it waits for somebody to ask for rows. */
    record Request(Statements.Request request, SessionSettings settings, Duration patience) {}

    GatewayStatement(String id, Request asked, JobRunner cluster, Clock clock) {
        this.id = id;
        this.asked = asked;
        this.jobs = new StatementJobs(cluster);
        this.clock = clock;
        this.began = clock.instant();
    }

    Statements.Request request() {
        return asked.request();
    }

    synchronized Statements.Status status() {
        var state = ended.isEmpty() ? Statements.State.RUNNING : Statements.State.FINISHED;
        if (failure.isPresent()) {
            var cancelled = failure.get().code() == ErrorCode.CANCELLED;
            state = cancelled ? Statements.State.CANCELLED : Statements.State.FAILED;
        }
        return new Statements.Status(id, state, began, ended, jobs.names(), failure);
    }

    synchronized boolean isEnded() {
        return ended.isPresent();
    }

    /** Asks for the end. False if it has come. */
    synchronized boolean cancel() {
        if (ended.isPresent()) {
            return false;
        }
        jobs.cancel();
        notifyAll();
        return true;
    }

    synchronized CompletableFuture<Optional<Statements.Page>> page(long wantedNumber) {
        if (wantedNumber == number && page != null) {
            return CompletableFuture.completedFuture(Optional.of(page));
        } else if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        } else if (wantedNumber != number + 1 || ended.isPresent()) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND,
                    "no page " + wantedNumber + " of " + id + ": "
                            + (ended.isPresent() ? "the last is " + number : "the next is " + (number + 1)));
        }
        wanted = true;
        notifyAll();
        return next.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), LONGEST_POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            answer();
        } catch (RuntimeException | Error thrown) {
            end(Optional.of(Failures.explain(thrown, "the statement")));
        }
    }

    private void answer() {
        var request = asked.request();
        var pieces = Script.split(request.sql());
        if (pieces.isEmpty()) {
            throw new EngineException(ErrorCode.SYNTAX, "no statement is there");
        }
        try (var tables = TableEnvironment.create(jobs, asked.settings())) {
            if (!request.data().isEmpty()) {
                DataDirectory.use(tables, request.data());
            }
            for (var piece : pieces.subList(0, pieces.size() - 1)) {
                jobs.check();
                try (var result = tables.execute(piece)) {
                    while (result.next() != null) {
                        jobs.check();
                    }
                }
            }
            jobs.check();
            try (var result = tables.execute(pieces.get(pieces.size() - 1))) {
                give(result, new JsonText(new ValueText(tables.settings().get(SessionSettings.TIMEZONE))));
            }
        }
    }

    private void give(Result result, JsonText json) {
        var columns = columns(result.schema());
        for (var batch = result.next(); batch != null; batch = result.next()) {
            for (var from = 0; from < batch.rows(); ) {
                var rows = new StringBuilder("[");
                from = append(rows, batch, from, result.schema(), json);
                offer(new Statements.Page(columns, rows.append(']').toString(), -1, false));
            }
        }
        synchronized (this) {
            if (number >= 0) {
                awaitWanted();
            }
            publish(new Statements.Page(columns, "[]", result.updateCount(), true));
            end(Optional.empty());
        }
    }

    private static List<Map<String, String>> columns(Schema schema) {
        return schema.fields().stream()
                .map(field -> {
                    Map<String, String> column = new LinkedHashMap<>();
                    column.put("name", field.name());
                    column.put("type", field.type().sql());
                    return column;
                })
                .toList();
    }

    /** Appends rows from that one on until a page is full. Answers the first one that is not in it. */
    private static int append(StringBuilder rows, Batch batch, int from, Schema schema, JsonText json) {
        var next = from;
        while (next < batch.rows() && rows.length() < PAGE_CHARACTERS) {
            var row = batch.selection().row(next);
            rows.append(next == from ? "[" : ",[");
            for (var column = 0; column < schema.size(); column++) {
                rows.append(column == 0 ? "" : ",");
                json.value(rows, schema.type(column), Values.get(batch.column(column), row));
            }
            rows.append(']');
            next++;
        }
        return next;
    }

    private synchronized void offer(Statements.Page made) {
        awaitWanted();
        publish(made);
    }

    /** Waits until the next page is asked for: rows that nobody wants stay where they are. */
    private void awaitWanted() {
        var deadline = System.nanoTime() + asked.patience().toNanos();
        while (!wanted) {
            jobs.check();
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new EngineException(
                        ErrorCode.CANCELLED,
                        "nobody has asked for rows for " + asked.patience().toSeconds() + " seconds");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException(ErrorCode.CANCELLED, "the server ends", e);
            }
        }
    }

    private void publish(Statements.Page made) {
        wanted = false;
        number++;
        page = made;
        var waiting = next;
        next = new CompletableFuture<>();
        waiting.complete(made);
    }

    /** Of one that has failed no page is kept. */
    private synchronized void end(Optional<EngineException> cause) {
        failure = cause;
        ended = Optional.of(clock.instant());
        cause.ifPresent(known -> {
            page = null;
            next.completeExceptionally(known);
        });
    }
}
