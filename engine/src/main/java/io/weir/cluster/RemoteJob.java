package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.graph.Dataflow;
import io.weir.graph.JarLoader;
import io.weir.graph.Job;
import io.weir.graph.JobMetrics;
import io.weir.graph.JobSettings;
import io.weir.operator.OperatorMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A client's view of a job in a cluster elsewhere. It takes a small answer as a whole before it gives any of it out: till then another
 * JobManager can make it anew.
 */
final class RemoteJob implements Job {
    private static final long MOST_HELD = 16L << 20;
    private static final int MOST_TIMES = 20;

    private final Submitted submitted;
    private final Ways ways;

    /** Guarded by this, as the others are. */
    private final Deque<Batch> held = new ArrayDeque<>();

    private Optional<ControlConnection> asked = Optional.empty();
    private Optional<Channel> answer = Optional.empty();
    private ControlMessage.@Nullable JobEnded ended;
    private Progress progress = new Progress(0, 0, 0, 0, 0, 0);
    private long heldBytes;
    private int times;
    private Optional<EngineException> broken = Optional.empty();
    private boolean cancelled;
    private boolean flows;
    private boolean given;
    private boolean complete;

    /**
     * What is sent.
     *
     * @param loaders of its classes, beside that of the engine
     */
    record Submitted(String key, Dataflow dataflow, byte[] bytes, JobSettings settings, Set<JarLoader> loaders) {}

    /**
     * What a job can have done, by its key.
     *
     * @param again its answer is wanted from the beginning
     * @param heard its client wants no more of it
     */
    record Ways(Consumer<String> cancel, Consumer<String> again, Consumer<String> heard) {}

    RemoteJob(Submitted submitted, Ways ways) {
        this.submitted = submitted;
        this.ways = ways;
    }

    /** Says over a new connection that the job is wanted, and its answer from the beginning. */
    synchronized void ask(IntFunction<Channel> open, ControlConnection connection) {
        var over = ended != null && (complete || ended.failure().isPresent());
        if (over || asked.equals(Optional.of(connection))) {
            return;
        }
        asked = Optional.of(connection);
        answer.ifPresent(Channel::close);
        if (given) {
            connection.send(new ControlMessage.CancelJob(id()));
            var lost = new EngineException(
                    ErrorCode.CONNECTION,
                    "lost the connection to the JobManager when rows of the answer were given out already:"
                            + " run the query again");
            broken = Optional.of(lost);
            failed(lost);
            notifyAll();
            return;
        }
        held.clear();
        heldBytes = 0;
        flows = false;
        complete = false;
        var opened = open.apply(times);
        answer = Optional.of(opened);
        opened.onReadable(this::wake);
        connection.send(new ControlMessage.Submit(id(), times++, submitted.bytes(), submitted.settings()));
        if (cancelled) {
            connection.send(new ControlMessage.CancelJob(id()));
        }
        notifyAll();
    }

    private synchronized void wake() {
        notifyAll();
    }

    synchronized void progressed(Progress now) {
        progress = now;
    }

    synchronized void ended(ControlMessage.JobEnded end) {
        if (ended == null) {
            ended = end;
            notifyAll();
        }
    }

    void failed(EngineException failure) {
        ended(new ControlMessage.JobEnded(id(), Optional.of(Failure.of(failure)), 0, new byte[0], List.of()));
    }

    @Override
    public String id() {
        return submitted.key();
    }

    @Override
    public @Nullable Batch next() {
        try {
            return take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for rows", e);
        }
    }

    private synchronized @Nullable Batch take() throws InterruptedException {
        while (true) {
            if (ended != null && (ended.failure().isPresent() || broken.isPresent())) {
                throw error(ended);
            }
            if (flows && !held.isEmpty()) {
                given = true;
                return held.remove();
            } else if (complete && ended != null) {
                return null;
            }
            var message = complete || answer.isEmpty() ? null : poll();
            if (message instanceof Batch batch) {
                held.add(batch);
                heldBytes += batch.bytes();
                flows |= heldBytes > MOST_HELD;
            } else if (message instanceof Signal.EndOfInput) {
                complete = true;
                flows = true;
            } else {
                wait();
            }
        }
    }

    /** That the job was cancelled is an answer only to those who wanted it. */
    private EngineException error(ControlMessage.JobEnded end) {
        var own = end.failure().map(Failure::exception);
        var unwanted = own.isEmpty() || own.get().code() == ErrorCode.CANCELLED && !cancelled;
        return unwanted ? broken.or(() -> own).orElseThrow() : own.get();
    }

    /** What the connection for rows says of an error, the job's own error says better, or asking again makes good. */
    private @Nullable Message poll() {
        try {
            return answer.orElseThrow().poll();
        } catch (EngineException lost) {
            answer = Optional.empty();
            if (given || times > MOST_TIMES) {
                broken = Optional.of(lost);
                ways.cancel().accept(id());
            } else {
                asked = Optional.empty();
                ways.again().accept(id());
            }
            return null;
        }
    }

    @Override
    public long await() {
        while (next() != null) {
            // drained
        }
        synchronized (this) {
            return ended == null ? 0 : ended.rows();
        }
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        ways.cancel().accept(id());
    }

    @Override
    public synchronized Progress progress() {
        return progress;
    }

    @Override
    public synchronized Dataflow dataflow() {
        return ended == null || ended.dataflow().length == 0
                ? submitted.dataflow()
                : Serialised.read(ended.dataflow(), Dataflow.class, new Either(submitted.loaders()));
    }

    @Override
    public synchronized JobMetrics metrics() {
        var stages = ended == null ? List.<ControlMessage.StageCounts>of() : ended.counts();
        return new JobMetrics(stages.stream()
                .map(stage -> new JobMetrics.StageMetrics(
                        stage.stage(),
                        stage.operators().stream().map(RemoteJob::operator).toList()))
                .toList());
    }

    /** Looks in all of them. */
    private static final class Either extends ClassLoader {
        private final Set<JarLoader> loaders;

        Either(Set<JarLoader> loaders) {
            super(JobCode.loader());
            this.loaders = loaders;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (var loader : loaders) {
                try {
                    return loader.loadClass(name);
                } catch (ClassNotFoundException inAnother) {
                    // or in none
                }
            }
            throw new ClassNotFoundException(name);
        }
    }

    private static JobMetrics.OperatorRun operator(ControlMessage.OperatorCounts operator) {
        return new JobMetrics.OperatorRun(
                operator.name(),
                operator.tasks().stream()
                        .map(counts -> {
                            var metrics = new OperatorMetrics();
                            counts.into(metrics);
                            return metrics;
                        })
                        .toList());
    }

    @Override
    public void close() {
        var interrupted = false;
        synchronized (this) {
            answer.ifPresent(Channel::close);
            if (ended == null) {
                cancel();
            }
            while (ended == null) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        ways.heard().accept(id());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
