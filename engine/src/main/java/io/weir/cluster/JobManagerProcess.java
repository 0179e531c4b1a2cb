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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final ClusterThreads threads = new ClusterThreads("weir-job-manager", 1);
    private final JobManager jobManager;
    private final SocketExchange exchange;
    private final JarStore jars =
            new JarStore(() -> SpillRoot.claim(LocalClusterSettings.defaults().spillRoot()));
    private final Reception reception;
    private final Channel listening;

    private JobManagerProcess(
            InetSocketAddress at, ClusterSettings cluster, Secret secret, Optional<Tls> tls, Provisioner provisioner) {
        var parts =
                new JobManagerParts(threads.mailbox(), threads.io(), threads::after, provisioner, cluster.scheduler());
        jobManager = new JobManager(parts, cluster.exchange());
        exchange = SocketExchange.start(
                new Peer(ControlTransport.JOB_MANAGER, at.getHostString(), 0),
                new SocketExchange.Parts(loops, threads.io(), new OutputStore(), secret, tls),
                cluster.exchange());
        reception = new Reception(jobManager, parts, exchange, new JobCode(jars));
        var transport =
                new ControlTransport(loops, secret, tls, ControlTransport.JOB_MANAGER, cluster.heartbeatTimeout());
        try {
            listening = transport.listen(at.getHostString(), at.getPort(), reception::meet);
        } catch (RuntimeException e) {
            exchange.close();
            end();
            throw e;
        }
        threads.every(REPORTS, reception::report);
    }

    /**
     * Begins to listen.
     *
     * @param at the host by which others reach it, and the port, 0 for any that is free
     */
    public static JobManagerProcess start(
            InetSocketAddress at, ClusterSettings cluster, Secret secret, Optional<Tls> tls, Provisioner provisioner) {
        return new JobManagerProcess(at, cluster, secret, tls, provisioner);
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
        return new JobManagerView(jobManager);
    }

    /** Clients are told from now on that pages that show it are at that port. */
    public void web(int port) {
        jobManager.web(port);
    }

    public boolean hasClients() {
        return reception.hasClients();
    }

    /** From now on the listener hears, on threads of connections, what clients say that leave, and of those that are lost. */
    public void onFarewell(Consumer<Farewell> listener) {
        reception.onFarewell(listener);
    }

    /** Waits until it is closed. */
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    /** Cancels all jobs; TaskManagers that are there see that it is gone. */
    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        jobManager.closeJobs();
        listening.close().awaitUninterruptibly();
        exchange.close();
        end();
    }

    private void end() {
        threads.close();
        jars.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
