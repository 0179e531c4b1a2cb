package io.weir.cluster;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.OutputStore;
import io.weir.exchange.socket.Peer;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.SocketExchange;
import io.weir.exchange.socket.Tls;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import io.weir.task.Failures;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A cluster elsewhere, as a client has it: sends jobs to its JobManager, which streams their answers back. */
public final class RemoteCluster implements JobRunner {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<ControlMessage.Resources> resources = new CompletableFuture<>();
    private final CompletableFuture<Failure> lost = new CompletableFuture<>();
    private final Map<String, RemoteJob> jobs = new ConcurrentHashMap<>();
    private final JarStore jars = JarStore.ofOthers();
    private final InetSocketAddress jobManager;
    private final String name;
    private final ControlConnection connection;
    private final SocketExchange exchange;

    private RemoteCluster(InetSocketAddress jobManager, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        this.jobManager = jobManager;
        name = "client-" + UUID.randomUUID();
        try {
            var transport = new ControlTransport(loops, secret, tls, name, cluster.heartbeatTimeout());
            connection = transport.connect(jobManager, any -> new Receiver());
            // only to read: nobody knows that it listens
            exchange = SocketExchange.start(
                    new Peer(name, connection.localHost(), 0),
                    new SocketExchange.Parts(loops, Runnable::run, new OutputStore(), secret, tls),
                    cluster.exchange());
        } catch (RuntimeException e) {
            endLoops();
            throw e;
        }
        connection.send(new ControlMessage.Connect());
    }

    /** Connects; fails with CONNECTION if the JobManager is not there. */
    public static RemoteCluster connect(
            InetSocketAddress jobManager, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return new RemoteCluster(jobManager, cluster, secret, tls);
    }

    private final class Receiver implements ControlConnection.Receiver {
        @Override
        public void receive(ControlMessage message) {
            if (message instanceof ControlMessage.Resources known) {
                resources.complete(known);
            } else if (message instanceof ControlMessage.Progressed progressed) {
                Optional.ofNullable(jobs.get(progressed.key())).ifPresent(job -> job.progressed(progressed.progress()));
            } else if (message instanceof ControlMessage.JobEnded ended) {
                Optional.ofNullable(jobs.remove(ended.key())).ifPresent(job -> job.ended(ended));
            } else if (message instanceof ControlMessage.JarWanted wanted) {
                connection.send(jars.answer(wanted));
            } else {
                throw new IllegalArgumentException("no message to a client: " + message);
            }
        }

        @Override
        public void lost(String reason) {
            var failure = Failure.of(
                    new EngineException(ErrorCode.CONNECTION, "lost the connection to the JobManager: " + reason));
            resources.completeExceptionally(failure.exception());
            lost.complete(failure);
        }
    }

    private ControlMessage.Resources resources() {
        try {
            return resources.join();
        } catch (CompletionException failed) {
            throw Failures.explain(failed.getCause(), "the connection to the JobManager");
        }
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings settings) {
        var key = name + " " + UUID.randomUUID();
        var written = Serialised.writeAll(dataflow);
        written.loaders().forEach(jars::adopt);
        var answer = exchange.open(resources().exchange(), Answers.ofClient(key));
        var submitted = new RemoteJob.Submitted(key, dataflow, written.loaders());
        var job = new RemoteJob(submitted, answer, () -> connection.send(new ControlMessage.CancelJob(key)));
        jobs.put(key, job);
        connection.send(new ControlMessage.Submit(key, written.bytes(), settings.withJars(written.jars())));
        var unused = lost.thenAccept(failure ->
                job.ended(new ControlMessage.JobEnded(key, Optional.of(failure), 0, new byte[0], List.of())));
        return job;
    }

    /** Where its pages are; empty if it has none. */
    public Optional<InetSocketAddress> web() {
        var port = resources().web();
        return port == 0 ? Optional.empty() : Optional.of(new InetSocketAddress(jobManager.getHostString(), port));
    }

    @Override
    public int slots() {
        return Math.max(1, resources().slots());
    }

    @Override
    public long operatorMemory() {
        return Math.max(1, resources().memory());
    }

    /** Says how it went and waits until the JobManager has gone on with it, which shows by its end, or for a while. */
    public void leave(Farewell farewell, Duration patience) {
        connection.send(new ControlMessage.Leave(farewell));
        lost.copy()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        close();
    }

    @Override
    public void close() {
        jobs.values().forEach(Job::close);
        connection.close();
        exchange.close();
        endLoops();
    }

    private void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
