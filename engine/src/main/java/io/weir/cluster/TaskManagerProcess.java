package io.weir.cluster;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.weir.exchange.OutputStore;
import io.weir.exchange.socket.Peer;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.SocketExchange;
import io.weir.exchange.socket.Tls;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillRoot;
import io.weir.task.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A TaskManager that belongs to the JobManager of another process: registers there and does what it says, until that is lost. Then it
 * ends, and all that it ran and kept with it; whoever started it may start another one, under another name.
 */
public final class TaskManagerProcess implements AutoCloseable {
    private static final Duration REPORTS = Duration.ofSeconds(1);
    private static final int NETWORK_THREADS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NETWORK_THREADS, NioIoHandler.newFactory());
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final Map<String, RemoteJobLink> links = new ConcurrentHashMap<>();
    private final ClusterThreads threads;
    private final SpillRoot spill;
    private final ControlConnection connection;
    private final SocketExchange exchange;
    private final TaskManager taskManager;

    private TaskManagerProcess(
            TaskManagerSettings settings, ClusterSettings cluster, Secret secret, Optional<Tls> tls, SpillRoot spill) {
        this.spill = spill;
        threads = new ClusterThreads("weir-control", settings.slots());
        var transport = new ControlTransport(loops, secret, tls, settings.name(), cluster.heartbeatTimeout());
        var receiver = new Receiver();
        try {
            connection = transport.connect(settings.jobManager(), any -> receiver);
            var outputs = new OutputStore();
            var own = new Peer(settings.name(), settings.host().orElseGet(connection::localHost), 0);
            exchange = SocketExchange.start(
                    own, new SocketExchange.Parts(loops, threads.io(), outputs, secret, tls), cluster.exchange());
            var parts = new TaskManagerParts(
                    threads.ofTasks(),
                    new MemoryPool(settings.operatorMemory()),
                    spill,
                    cluster.exchange(),
                    LocalCluster.SLICE_NANOS);
            taskManager = new TaskManager(
                    settings.name(), settings.slots(), parts, Optional.of(new Sockets(exchange, outputs)));
        } catch (RuntimeException e) {
            threads.close();
            endLoops();
            spill.close();
            throw e;
        }
        threads.every(REPORTS, () -> links.forEach((job, link) -> link.report(taskManager.memoryUsed(job))));
        connection.send(new ControlMessage.Register(exchange.own(), settings.slots(), settings.operatorMemory()));
    }

    /** Connects to the JobManager and registers; fails with CONNECTION if it is not there. */
    public static TaskManagerProcess start(
            TaskManagerSettings settings, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return new TaskManagerProcess(settings, cluster, secret, tls, SpillRoot.claim(settings.spillRoot()));
    }

    /** Waits until the JobManager is lost or the process is closed; answers why. */
    public String awaitEnd() {
        return lost.join();
    }

    /** What the JobManager says, done in its order on one thread. */
    private final class Receiver implements ControlConnection.Receiver {
        @Override
        public void receive(ControlMessage message) {
            threads.mailbox().execute(() -> {
                try {
                    perform(message);
                } catch (RuntimeException | Error e) {
                    // what was asked would be waited for without end
                    lost.complete("a message was not understood: " + e);
                    connection.close();
                }
            });
        }

        @Override
        public void lost(String reason) {
            lost.complete(reason);
        }
    }

    private void perform(ControlMessage message) {
        if (message instanceof ControlMessage.Begin begin) {
            begin(begin);
        } else if (message instanceof ControlMessage.CancelTasks cancel) {
            taskManager.cancel(cancel.job(), cancel.tasks());
        } else if (message instanceof ControlMessage.CloseJob close) {
            links.remove(close.job());
            taskManager.close(close.job());
        } else if (message instanceof ControlMessage.PeerLost peer) {
            taskManager.drop(peer.name());
        } else if (message instanceof ControlMessage.SplitGiven given) {
            Optional.ofNullable(links.get(given.job())).ifPresent(link -> link.given(given));
        } else if (message instanceof ControlMessage.FilterKnown known) {
            Optional.ofNullable(links.get(known.job())).ifPresent(link -> link.known(known));
        } else if (message instanceof ControlMessage.BoundsKnown known) {
            Optional.ofNullable(links.get(known.job())).ifPresent(link -> link.decided(known));
        } else {
            throw new IllegalArgumentException("no message of the JobManager: " + message);
        }
    }

    private void begin(ControlMessage.Begin begin) {
        var tasks = begin.tasks();
        try {
            begin.plan().ifPresent(bytes -> plan(begin.job(), bytes));
            var link = links.get(begin.job());
            taskManager.begin(link, link.plan(), begin.placement(), tasks);
        } catch (RuntimeException | Error e) {
            var failure = Failure.of(Failures.explain(e, "the beginning of a task"));
            tasks.forEach(task -> connection.send(new ControlMessage.TaskEnded(
                    begin.job(), task, Optional.of(failure), List.of(), Map.of(), List.of())));
        }
    }

    private void plan(String job, byte[] bytes) {
        var plan = Serialised.read(bytes, JobPlan.class, JobCode.loader());
        links.computeIfAbsent(job, absent -> new RemoteJobLink(plan, connection, exchange))
                .plan(plan);
    }

    private void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Ends what runs here. */
    @Override
    public void close() {
        lost.complete("it was closed");
        connection.close();
        threads.mailbox().execute(taskManager::closeAll);
        threads.close();
        exchange.close();
        endLoops();
        spill.close();
    }
}
