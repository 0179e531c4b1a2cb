package io.weir.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.AccessToken;
import io.weir.cluster.ClusterView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers {@code GET /jobs}, {@code GET /jobs/ID}, {@code POST /jobs/ID/cancel} and {@code GET /jobs/ID/logs?bytes=N}, and with {@code
 * GET /output?from=N} what its process wrote from a byte on, to whoever shows the token; {@link Statements} are run if there is somebody
 * who does. Its port is known at once; who connects before it has started waits.
 */
public final class RestServer implements AutoCloseable {
    /** Content types of answers. */
    public static final String JSON = "application/json";

    public static final String BYTES = "application/octet-stream";

    private static final int STANDARD_LOG_BYTES = 1 << 14;
    private static final int MOST_LOG_BYTES = 1 << 20;
    private static final int MOST_THREADS = 8;
    private static final int LEAST_THREADS = 2;

    private final ServerSocketChannel listening;
    private final ClusterView cluster;
    private final AccessToken token;
    private final Optional<SSLContext> tls;
    private final Optional<Statements> statements;

    /** Guarded by this. */
    private @Nullable Javalin running;

    private boolean closed;

    private RestServer(
            ServerSocketChannel listening,
            ClusterView cluster,
            AccessToken token,
            Optional<SSLContext> tls,
            Optional<Statements> statements) {
        this.tls = tls;
        this.statements = statements;
        this.listening = listening;
        this.cluster = cluster;
        this.token = token;
    }

    /**
     * Begins to listen.
     *
     * @param starter runs what takes a while
     */
    public static RestServer start(
            InetSocketAddress at,
            ClusterView cluster,
            AccessToken token,
            Executor starter,
            Optional<SSLContext> tls,
            Optional<Statements> statements) {
        try {
            var listening = ServerSocketChannel.open().bind(at);
            var server = new RestServer(listening, cluster, token, tls, statements);
            starter.execute(server::begin);
            return server;
        } catch (IOException e) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot listen at " + at + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return listening.socket().getLocalPort();
    }

    /** Where it is for others. */
    public String address(String host) {
        return (tls.isPresent() ? "https://" : "http://") + host + ":" + port();
    }

    private synchronized void begin() {
        if (!closed) {
            running = Javalin.create(this::configure).start();
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        config.jetty.addConnector(this::connector);
        config.routes
                .before(this::admit)
                .get(
                        "/jobs",
                        context -> Replies.send(
                                context,
                                Map.of(
                                        "jobs",
                                        cluster.jobs().stream()
                                                .map(JobJson::brief)
                                                .toList())))
                .get(
                        "/jobs/{id}",
                        context -> answer(context, cluster.job(id(context)).map(JobJson::whole)))
                .post("/jobs/{id}/cancel", this::cancel)
                .get("/jobs/{id}/logs", this::logs)
                .get("/output", this::output)
                .exception(EngineException.class, (failure, context) -> Replies.fail(context, failure))
                .exception(Exception.class, (failure, context) -> Replies.failed(context, failure))
                .exception(HttpResponseException.class, (failure, context) -> Replies.refuse(context, failure));
        statements.ifPresent(runs -> new StatementRoutes(runs).addTo(config.routes));
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        var connector = tls.isPresent()
                ? new ServerConnector(server, 1, 1, encrypted(tls.get()), new HttpConnectionFactory(anyHost(http)))
                : new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        try {
            connector.open(listening);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /** The certificate names no host. */
    private static HttpConfiguration anyHost(HttpConfiguration http) {
        var secure = new HttpConfiguration(http);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return secure;
    }

    private static SslConnectionFactory encrypted(SSLContext context) {
        var factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        return new SslConnectionFactory(factory, "http/1.1");
    }

    private void admit(Context context) {
        if (!token.admits(context.header("Authorization"))) {
            throw new UnauthorizedResponse("the token of the cluster is needed");
        }
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    private void cancel(Context context) {
        var job = cluster.job(id(context));
        var cancelled = cluster.cancel(id(context));
        answer(context, job.map(known -> Map.of("id", known.id(), "cancelled", cancelled)));
    }

    private void logs(Context context) {
        var bytes = context.queryParamAsClass("bytes", Integer.class).getOrDefault(STANDARD_LOG_BYTES);
        var logs = cluster.logs(id(context), Math.max(0, Math.min(MOST_LOG_BYTES, bytes)));
        answer(
                context,
                logs.map(all ->
                        Map.of("logs", all.join().stream().map(JobJson::log).toList())));
    }

    private void output(Context context) {
        var from = context.queryParamAsClass("from", Long.class).getOrDefault(0L);
        var reader = context.queryParamAsClass("reader", String.class).getOrDefault("");
        context.contentType(BYTES).result(cluster.output().read(reader, from));
    }

    private void answer(Context context, Optional<? extends Object> found) {
        if (found.isEmpty()) {
            context.status(HttpStatus.NOT_FOUND);
            Replies.send(context, Map.of("error", "no such job: " + id(context)));
        } else {
            Replies.send(context, found.get());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.stop();
        }
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
