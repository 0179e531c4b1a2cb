package io.weir.sql.gateway;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.JobRunner;
import io.weir.table.SessionSettings;
import io.weir.web.Statements;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The statements of a cluster's clients over HTTP, each in a session of its own. What has ended is known for a while. Any thread. */
public final class Gateway implements Statements, AutoCloseable {
    private static final int MOST_RUNNING = 16;
    private static final int MOST_ENDED = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final JobRunner cluster;
    private final Executor executor;
    private final Clock clock;
    private final Duration patience;

    /** By id, in the order in which they began. Guarded by this. */
    private final Map<String, GatewayStatement> statements = new LinkedHashMap<>();

    private int begun;

    /** @param executor has a thread for each statement that runs */
    public Gateway(JobRunner cluster, Executor executor, Clock clock) {
        this(cluster, executor, clock, PATIENCE);
    }

    /** @param patience how long rows are kept that nobody asks for */
    Gateway(JobRunner cluster, Executor executor, Clock clock, Duration patience) {
        this.cluster = cluster;
        this.executor = executor;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public synchronized Status begin(Request request) {
        var known = statements.values().stream()
                .filter(other ->
                        !request.key().isEmpty() && other.request().key().equals(request.key()))
                .findFirst();
        if (known.isPresent()) {
            if (!known.get().request().equals(request)) {
                throw new EngineException(
                        ErrorCode.ALREADY_EXISTS, "the key " + request.key() + " is that of another statement");
            }
            return known.get().status();
        }
        var running =
                statements.values().stream().filter(other -> !other.isEnded()).count();
        if (running >= MOST_RUNNING) {
            throw new EngineException(
                    ErrorCode.OUT_OF_MEMORY, running + " statements run already: wait for one of them, or cancel it");
        }
        var asked = new GatewayStatement.Request(request, settings(request.settings()), patience);
        var statement = new GatewayStatement("statement-" + ++begun, asked, cluster, clock);
        statements.put(statement.status().id(), statement);
        forget();
        executor.execute(statement);
        return statement.status();
    }

    private SessionSettings settings(Map<String, String> given) {
        var settings = SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, cluster.slots());
        for (var setting : given.entrySet()) {
            settings = settings.with(setting.getKey(), setting.getValue());
        }
        return settings;
    }

    private void forget() {
        var ended = statements.entrySet().stream()
                .filter(entry -> entry.getValue().isEnded())
                .map(Map.Entry::getKey)
                .toList();
        ended.subList(0, Math.max(0, ended.size() - MOST_ENDED)).forEach(statements::remove);
    }

    @Override
    public synchronized List<Status> all() {
        return statements.values().stream().map(GatewayStatement::status).toList();
    }

    private synchronized Optional<GatewayStatement> statement(String id) {
        return Optional.ofNullable(statements.get(id));
    }

    @Override
    public Optional<Status> find(String id) {
        return statement(id).map(GatewayStatement::status);
    }

    @Override
    public Optional<CompletableFuture<Optional<Page>>> page(String id, long number) {
        return statement(id).map(statement -> statement.page(number));
    }

    @Override
    public boolean cancel(String id) {
        return statement(id).map(GatewayStatement::cancel).orElse(false);
    }

    /** Cancels what runs. */
    @Override
    public synchronized void close() {
        statements.values().forEach(GatewayStatement::cancel);
    }
}
