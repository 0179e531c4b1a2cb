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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TaskManager that belongs to the JobManager of another process: registers there and does what it says, until that is lost. Then it
 * ends, and all that it ran and kept with it; whoever started it may start another one, under another name.
 */
public final class TaskManagerProcess implements AutoCloseable {
    private static final Duration REPORTS = Duration.ofSeconds(1);
    private static final int NETWORK_THREADS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NETWORK_THREADS, NioIoHandler.newFactory());
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ClusterThreads threads;
    private final SpillRoot spill;
    private final ControlConnection connection;
    private final SocketExchange exchange;
    private final TaskManager taskManager;
    private final Orders orders;

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
            orders = new Orders(
                    taskManager, connection, exchange, new JobCode(new JarStore(() -> spill)), this::performInTurn);
        } catch (RuntimeException e) {
            threads.close();
            endLoops();
            spill.close();
            throw e;
        }
        threads.every(REPORTS, orders::report);
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
            performInTurn(() -> orders.perform(message));
        }

        @Override
        public void lost(String reason) {
            lost.complete(reason);
        }
    }

    private void performInTurn(Runnable action) {
        threads.mailbox().execute(() -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                // what was asked would be waited for without end
                lost.complete("a message was not understood: " + e);
                connection.close();
            }
        });
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
        connection.close();
        threads.mailbox().execute(taskManager::closeAll);
        threads.close();
        exchange.close();
        endLoops();
        spill.close();
    }
}
