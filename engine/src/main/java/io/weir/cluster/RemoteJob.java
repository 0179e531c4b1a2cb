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
import io.weir.operator.OperatorMetrics;
import java.util.List;
import java.util.Set;

/** A client's view of a job in a cluster elsewhere. */
final class RemoteJob implements Job {
    private final Submitted submitted;
    private final Channel answer;
    private final Runnable cancel;

    /** These three are guarded by this. */
    private ControlMessage.@Nullable JobEnded ended;

    private Progress progress = new Progress(0, 0, 0, 0, 0, 0);
    private boolean complete;

    /**
     * What was sent.
     *
     * @param loaders of its classes, beside that of the engine
     */
    record Submitted(String key, Dataflow dataflow, Set<JarLoader> loaders) {}

    RemoteJob(Submitted submitted, Channel answer, Runnable cancel) {
        this.submitted = submitted;
        this.answer = answer;
        this.cancel = cancel;
        answer.onReadable(this::wake);
    }

    private synchronized void wake() {
        notifyAll();
    }

    synchronized void progressed(Progress now) {
        progress = now;
    }

    synchronized void ended(ControlMessage.JobEnded end) {
        ended = end;
        notifyAll();
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
            if (ended != null && ended.failure().isPresent()) {
                throw ended.failure().get().exception();
            }
            var message = complete ? null : poll();
            if (message instanceof Batch batch) {
                return batch;
            } else if (message instanceof Signal.EndOfInput) {
                complete = true;
            } else if (complete && ended != null) {
                return null;
            } else {
                wait();
            }
        }
    }

    /** What the connection for rows says of an error, the job's own error says better. */
    private @Nullable Message poll() throws InterruptedException {
        try {
            return answer.poll();
        } catch (EngineException lost) {
            while (ended == null) {
                wait();
            }
            throw ended.failure().map(Failure::exception).orElse(lost);
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
        cancel.run();
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
        answer.close();
        var interrupted = false;
        synchronized (this) {
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
