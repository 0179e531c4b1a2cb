package io.weir.cluster;

import io.netty.channel.Channel;
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
import io.weir.memory.SpillRoot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The JobManager of a cluster: listens for TaskManagers, which register, and for clients, which submit jobs. Jobs may be submitted in
 * its own process too.
 */
public final class JobManagerProcess implements JobRunner {
    private static final int NETWORK_THREADS = 2;
    private static final Duration REPORTS = Duration.ofMillis(500);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NETWORK_THREADS, NioIoHandler.newFactory());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final CompletableFuture<Void> superseded = new CompletableFuture<>();
    private final ClusterThreads threads = new ClusterThreads("weir-job-manager", 1);
    private final FollowedOutput output = new FollowedOutput();
    private final JobManagerParts parts;
    private final JobManager jobManager;
    private final SocketExchange exchange;
    private final JarStore jars =
            new JarStore(() -> SpillRoot.claim(LocalClusterSettings.defaults().spillRoot()));
    private final Reception reception;
    private final Channel listening;

    private JobManagerProcess(
            InetSocketAddress at,
            ClusterSettings cluster,
            Secret secret,
            Optional<Tls> tls,
            Provisioner provisioner,
            JournalPlace place) {
        var journal = place.begin(threads.io());
        parts = new JobManagerParts(
                threads.mailbox(), threads.io(), threads::after, provisioner, cluster.scheduler(), journal);
        jobManager = new JobManager(parts, cluster.exchange());
        // of another name than the one before: what still goes to that is not for this one
        exchange = SocketExchange.start(
                new Peer(ControlTransport.JOB_MANAGER + " " + UUID.randomUUID(), at.getHostString(), 0),
                new SocketExchange.Parts(loops, threads.io(), new OutputStore(), secret, tls),
                cluster.exchange());
        reception = new Reception(jobManager, parts, exchange, new JobCode(jars));
        var transport =
                new ControlTransport(loops, secret, tls, ControlTransport.JOB_MANAGER, cluster.heartbeatTimeout());
        try {
            reception.recover();
            listening = transport.listen(at.getHostString(), at.getPort(), reception::meet);
            journal.lead(new InetSocketAddress(at.getHostString(), address().getPort()));
        } catch (RuntimeException e) {
            exchange.close();
            end();
            throw e;
        }
        threads.every(REPORTS, reception::report);
        threads.every(cluster.heartbeatTimeout().dividedBy(2), this::lookSoon);
    }

    /** Once at a time: the store may not answer for long. */
    private void lookSoon() {
        if (!looking.getAndSet(true)) {
            threads.io().execute(() -> {
                try {
                    look();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** A JobManager that was away too long must not go on. */
    private void look() {
        try {
            parts.journal().confirm();
        } catch (EngineException unknown) {
            if (parts.journal().isOver()) {
                superseded.complete(null);
                closed.countDown();
            }
        }
    }

    /** Begins to listen; nobody follows it. */
    public static JobManagerProcess start(
            InetSocketAddress at, ClusterSettings cluster, Secret secret, Optional<Tls> tls, Provisioner provisioner) {
        return start(at, cluster, secret, tls, provisioner, JournalPlace.none());
    }

    /**
     * Begins to listen.
     *
     * @param at the host by which others reach it, and the port, 0 for any that is free
     * @param place where it finds and leaves records of jobs
     */
    public static JobManagerProcess start(
            InetSocketAddress at,
            ClusterSettings cluster,
            Secret secret,
            Optional<Tls> tls,
            Provisioner provisioner,
            JournalPlace place) {
        return new JobManagerProcess(at, cluster, secret, tls, provisioner, place);
    }

    /** Where TaskManagers and clients connect. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings settings) {
        if (closed.getCount() == 0) {
            throw new EngineException(ErrorCode.CANCELLED, "the cluster is closed");
        }
        var written = Serialised.writeAll(dataflow);
        written.loaders().forEach(jars::adopt);
        return jobManager.submit(dataflow, settings.withJars(written.jars()));
    }

    @Override
    public int slots() {
        return Math.max(1, jobManager.slots());
    }

    @Override
    public long operatorMemory() {
        return Math.max(1, jobManager.memory());
    }

    /** For whoever looks on. */
    public ClusterView view() {
        return new JobManagerView(jobManager, output);
    }

    /** Its own, for those who follow it. */
    public FollowedOutput output() {
        return output;
    }

    /** Clients are told from now on that pages that show it are at that port. */
    public void web(int port) {
        jobManager.web(port);
    }

    public boolean hasClients() {
        return reception.hasClients();
    }

    /** The listener hears, on any thread, what clients say that leave, and of those that are lost for good. */
    public void onFarewell(Consumer<Farewell> listener) {
        reception.onFarewell(listener);
    }

    /** Done when another JobManager has taken over. */
    public CompletableFuture<Void> superseded() {
        return superseded.copy();
    }

    /** Waits until it is closed, or another JobManager has taken over; then close it. */
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    /** Cancels all jobs, unless another JobManager has taken over, whose they are then; TaskManagers that are there see that it is gone. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        closed.countDown();
        if (!parts.journal().isOver()) {
            jobManager.closeJobs();
        }
        listening.close().awaitUninterruptibly();
        exchange.close();
        end();
    }

    private void end() {
        threads.close();
        jars.close();
        parts.journal().close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
