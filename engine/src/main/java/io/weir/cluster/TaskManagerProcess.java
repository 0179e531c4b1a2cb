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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TaskManager that belongs to the JobManager of another process: registers there and does what it says. When that is lost it keeps
 * what tasks have left, and looks for the JobManager that follows, for a while. Then it ends, and all that it ran and kept with it;
 * whoever started it may start another one, under another name.
 */
public final class TaskManagerProcess implements AutoCloseable {
    private static final Duration REPORTS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final int NETWORK_THREADS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NETWORK_THREADS, NioIoHandler.newFactory());
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final JobManagerWire wire = new JobManagerWire();
    private final TaskManagerSettings settings;
    private final Duration takeover;
    private final ControlTransport transport;
    private final ClusterThreads threads;
    private final SpillRoot spill;
    private final SocketExchange exchange;
    private final TaskManager taskManager;
    private final Orders orders;

    private volatile boolean refused;

    /** Of the newest JobManager that it has had. Belongs to the thread of orders. */
    private int epoch;

    private TaskManagerProcess(
            TaskManagerSettings settings, ClusterSettings cluster, Secret secret, Optional<Tls> tls, SpillRoot spill) {
        this.settings = settings;
        this.spill = spill;
        takeover = cluster.scheduler().takeover();
        threads = new ClusterThreads("weir-control", settings.slots());
        transport = new ControlTransport(loops, secret, tls, settings.name(), cluster.heartbeatTimeout());
        try {
            var connection = connect();
            var outputs = new OutputStore();
            var own = new Peer(settings.name(), settings.host().orElseGet(connection::localHost), 0);
            exchange = SocketExchange.start(
                    own, new SocketExchange.Parts(loops, threads.io(), outputs, secret, tls), cluster.exchange());
            var parts = new TaskManagerParts(
                    threads.ofTasks(),
                    new MemoryPool(settings.operatorMemory()),
                    spill,
                    cluster.exchange(),
                    LocalCluster.SLICE_NANOS,
                    LogTail.ofProcess());
            taskManager = new TaskManager(
                    settings.name(), settings.slots(), parts, Optional.of(new Sockets(exchange, outputs)));
            orders = new Orders(
                    taskManager, wire, exchange, new JobCode(new JarStore(() -> spill)), this::performInTurn);
        } catch (RuntimeException e) {
            threads.close();
            endLoops();
            spill.close();
            throw e;
        }
        threads.every(REPORTS, orders::report);
        register();
    }

    /** Connects to the JobManager and registers; fails with CONNECTION if it is not there. */
    public static TaskManagerProcess start(
            TaskManagerSettings settings, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return new TaskManagerProcess(settings, cluster, secret, tls, SpillRoot.claim(settings.spillRoot()));
    }

    /** Waits until the JobManager is lost for good, takes this one no more, or the process is closed; answers why. */
    public String awaitEnd() {
        return lost.join();
    }

    /** Once it has ended: whether because it was lost to a JobManager that is there. */
    public boolean isRefused() {
        return refused;
    }

    private ControlConnection connect() {
        return transport.connect(settings.jobManager().find(), Receiver::new);
    }

    private void register() {
        wire.send(new ControlMessage.Register(
                exchange.own(), settings.slots(), settings.operatorMemory(), taskManager.kept()));
    }

    /** What the JobManager says, done in its order on one thread. */
    private final class Receiver implements ControlConnection.Receiver {
        private final ControlConnection connection;

        Receiver(ControlConnection connection) {
            this.connection = connection;
            wire.use(connection);
        }

        @Override
        public void receive(ControlMessage message) {
            performInTurn(() -> perform(message));
        }

        private void perform(ControlMessage message) {
            if (message instanceof ControlMessage.Refused) {
                refused = true;
                end("the JobManager had lost it");
            } else if (message instanceof ControlMessage.Registered registered) {
                registered(registered);
            } else {
                orders.perform(message);
            }
        }

        /** A JobManager that another one has followed meanwhile is no more obeyed. */
        private void registered(ControlMessage.Registered registered) {
            if (registered.epoch() < epoch) {
                connection.close();
                return;
            }
            epoch = registered.epoch();
            orders.resume(registered.jobs());
        }

        private void end(String reason) {
            lost.complete(reason);
            connection.close();
        }

        @Override
        public void lost(String reason) {
            if (wire.isUsing(connection)) {
                wire.use(null);
                performInTurn(() -> {
                    orders.suspend();
                    again(System.nanoTime() + takeover.toNanos(), reason);
                });
            }
        }
    }

    private void again(long until, String reason) {
        if (lost.isDone() || System.nanoTime() > until) {
            lost.complete(reason);
            return;
        }
        threads.after(BETWEEN_TRIES, () -> threads.io().execute(() -> attempt(until, reason)));
    }

    private void attempt(long until, String reason) {
        try {
            var unused = connect();
            register();
        } catch (RuntimeException notThere) {
            performInTurn(() -> again(until, reason));
        }
    }

    private void performInTurn(Runnable action) {
        try {
            threads.mailbox().execute(() -> {
                try {
                    action.run();
                } catch (RuntimeException | Error e) {
                    // what was asked would be waited for without end
                    lost.complete("a message was not understood: " + e);
                    wire.close();
                }
            });
        } catch (RejectedExecutionException ended) {
            // nothing is left to be done
        }
    }

    private void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Ends what runs here. From any thread, more than once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        lost.complete("it was closed");
        wire.close();
        performInTurn(taskManager::closeAll);
        threads.close();
        exchange.close();
        endLoops();
        spill.close();
    }
}
