package io.weir.cluster;

import io.weir.connector.Source;
import io.weir.task.Failures;
import io.weir.task.SplitSupply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands out the splits of one source stage: asks the enumerator on the IO executor, once at a time, for all who wait. */
final class SplitQueue implements SplitSupply {
    private final Source.Enumerator<? extends Source.Split> enumerator;
    private final JobRun run;
    private final ScanProgress progress;

    /** These three belong to the JobManager's thread. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private boolean asking;
    private boolean exhausted;

    /** Guarded by this. */
    private boolean closed;

    SplitQueue(Source.Enumerator<? extends Source.Split> enumerator, JobRun run, ScanProgress progress) {
        this.enumerator = enumerator;
        this.run = run;
        this.progress = progress;
        progress.bytesTotal.addAndGet(enumerator.totalBytes());
    }

    private record Waiting(Executor home, Consumer<Optional<Source.Split>> answer) {
        void answer(Optional<Source.Split> split) {
            home.execute(() -> answer.accept(split));
        }
    }

    @Override
    public void request(Executor home, Consumer<Optional<Source.Split>> answer) {
        run.mailbox().execute(() -> {
            waiting.add(new Waiting(home, answer));
            serve();
        });
    }

    @Override
    public void finished(Source.Split split) {
        progress.splitsDone.incrementAndGet();
        progress.bytesDone.addAndGet(split.bytes());
    }

    private void serve() {
        if (exhausted) {
            waiting.forEach(task -> task.answer(Optional.empty()));
            waiting.clear();
        } else if (!asking && !waiting.isEmpty()) {
            asking = true;
            var wanted = waiting.size();
            run.io().execute(() -> ask(wanted));
        }
    }

    private synchronized void ask(int wanted) {
        if (closed) {
            return;
        }
        try {
            List<? extends Source.Split> found = List.copyOf(enumerator.next(wanted, ""));
            run.mailbox().execute(() -> handOut(found));
        } catch (Throwable failure) {
            run.send(new JobEvent.Failed(Failures.explain(failure, "the enumeration of splits")));
        }
    }

    private void handOut(List<? extends Source.Split> found) {
        asking = false;
        exhausted = found.isEmpty();
        progress.splitsTotal.addAndGet(found.size());
        for (var split : found) {
            waiting.remove().answer(Optional.of(split));
        }
        serve();
    }

    /** On the IO executor; the enumerator is left alone from now on. */
    synchronized void close() {
        closed = true;
        enumerator.close();
    }
}
