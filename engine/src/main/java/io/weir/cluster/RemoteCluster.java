package io.weir.cluster;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.weir.EngineException;
import io.weir.exchange.OutputStore;
import io.weir.exchange.socket.Peer;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.SocketExchange;
import io.weir.exchange.socket.Tls;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A cluster elsewhere, as a client has it: sends jobs to its JobManager, which streams their answers back. When that is lost it looks
 * for the one that follows, and asks that for the same jobs.
 */
public final class RemoteCluster implements JobRunner {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, RemoteJob> jobs = new ConcurrentHashMap<>();
    private final JarStore jars = JarStore.ofOthers();
    private final String name = "client-" + UUID.randomUUID();
    private final Reconnection reconnection;
    private final SocketExchange exchange;

    private RemoteCluster(
            JobManagerLocator locator,
            Function<Reconnection, String> begin,
            ClusterSettings cluster,
            Secret secret,
            Optional<Tls> tls) {
        var transport = new ControlTransport(loops, secret, tls, name, cluster.heartbeatTimeout());
        reconnection = new Reconnection(transport, locator, cluster.scheduler().patience(), new Answered());
        try {
            // only to read: nobody knows that it listens
            exchange = SocketExchange.start(
                    new Peer(name, begin.apply(reconnection), 0),
                    new SocketExchange.Parts(loops, Runnable::run, new OutputStore(), secret, tls),
                    cluster.exchange());
        } catch (RuntimeException e) {
            reconnection.close();
            endLoops();
            throw e;
        }
    }

    /** Connects; fails with CONNECTION if the JobManager is not there. */
    public static RemoteCluster connect(
            InetSocketAddress jobManager, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return connect(JobManagerLocator.of(jobManager), cluster, secret, tls);
    }

    /** Connects; fails with CONNECTION if the JobManager is not there. */
    public static RemoteCluster connect(
            JobManagerLocator locator, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return new RemoteCluster(locator, Reconnection::begin, cluster, secret, tls);
    }

    /** Connects to a JobManager that is coming, or comes back, within the settings' patience; fails with CONNECTION after it. Waits. */
    public static RemoteCluster await(
            JobManagerLocator locator, ClusterSettings cluster, Secret secret, Optional<Tls> tls) {
        return new RemoteCluster(locator, Reconnection::await, cluster, secret, tls);
    }

    /** What the JobManager says, on the thread of the connection. */
    private final class Answered implements Reconnection.Listener {
        @Override
        public void connected(ControlConnection connection, ControlMessage.Resources known) {
            jobs.values().forEach(job -> ask(job, connection, known));
        }

        @Override
        public void receive(ControlMessage message) {
            if (message instanceof ControlMessage.Progressed progressed) {
                Optional.ofNullable(jobs.get(progressed.key())).ifPresent(job -> job.progressed(progressed.progress()));
            } else if (message instanceof ControlMessage.JobEnded ended) {
                Optional.ofNullable(jobs.get(ended.key())).ifPresent(job -> job.ended(ended));
            } else if (message instanceof ControlMessage.JarWanted wanted) {
                reconnection.present().ifPresent(present -> present.connection().send(jars.answer(wanted)));
            } else if (message instanceof ControlMessage.Left) {
                reconnection.leave();
            } else {
                throw new IllegalArgumentException("no message to a client: " + message);
            }
        }

        @Override
        public void gone(EngineException failure) {
            jobs.values().forEach(job -> job.failed(failure));
        }
    }

    /** Says for the first time, or to the JobManager that follows, which job is wanted. */
    private void ask(RemoteJob job, ControlConnection connection, ControlMessage.Resources known) {
        job.ask(time -> exchange.open(known.exchange(), Answers.ofClient(job.id(), time)), connection);
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings settings) {
        var key = name + " " + UUID.randomUUID();
        var written = Serialised.writeAll(dataflow);
        written.loaders().forEach(jars::adopt);
        var submitted = new RemoteJob.Submitted(
                key, dataflow, written.bytes(), settings.withJars(written.jars()), written.loaders());
        var job = new RemoteJob(submitted, new RemoteJob.Ways(this::cancel, this::again, this::heard));
        reconnection.resources();
        jobs.put(key, job);
        // if the connection is lost meanwhile, it is said again by the next one
        reconnection.present().ifPresent(present -> ask(job, present.connection(), present.resources()));
        reconnection.failure().ifPresent(job::failed);
        return job;
    }

    /** Where its pages are; empty if it has none. */
    public Optional<InetSocketAddress> web() {
        var known = reconnection.resources();
        return known.web() == 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(known.exchange().host(), known.web()));
    }

    /** Over the present connection; if there is none, the next one does so anyway. */
    private void again(String key) {
        var job = jobs.get(key);
        if (job != null) {
            reconnection.present().ifPresent(present -> ask(job, present.connection(), present.resources()));
        }
    }

    private void cancel(String key) {
        reconnection.present().ifPresent(present -> present.connection().send(new ControlMessage.CancelJob(key)));
    }

    /** The job has ended, and its client wants no more of it. */
    private void heard(String key) {
        if (jobs.remove(key) != null) {
            reconnection.present().ifPresent(present -> present.connection().send(new ControlMessage.Heard(key)));
        }
    }

    @Override
    public int slots() {
        return Math.max(1, reconnection.resources().slots());
    }

    @Override
    public long operatorMemory() {
        return Math.max(1, reconnection.resources().memory());
    }

    /** Says how it went and waits until the JobManager has gone on with it, which shows by its end, or for a while. */
    public void leave(Farewell farewell, Duration patience) {
        reconnection.say(new ControlMessage.Leave(farewell));
        reconnection
                .ended()
                .copy()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        close();
    }

    @Override
    public void close() {
        jobs.values().forEach(Job::close);
        reconnection.close();
        exchange.close();
        endLoops();
    }

    private void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
