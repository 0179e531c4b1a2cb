package io.weir.cluster;

import io.weir.connector.Source;
import io.weir.task.Failures;
import io.weir.task.SplitSupply;
import io.weir.task.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Hands out the splits of one source stage: asks the enumerator on the IO executor, once at a time, for all who wait. */
final class SplitQueue {
    private final Source.Enumerator<? extends Source.Split> enumerator;
    private final JobRun run;
    private final ScanProgress progress;

    /** These seven belong to the JobManager's thread. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private final Map<TaskId, List<Source.Split>> given = new HashMap<>();

    /** Nobody has had them yet. */
    private final Deque<Source.Split> fresh = new ArrayDeque<>();

    /** Splits of runs that are to be repeated, by the task's number: readers of a former run may have ended, so that it must read the same. */
    private final Map<Integer, Deque<Source.Split>> back = new HashMap<>();

    /** What second runs are still to read, which is what the first ones read. */
    private final Map<TaskId, Deque<Source.Split>> repeated = new HashMap<>();

    private boolean asking;
    private boolean exhausted;

    /** Guarded by this. */
    private boolean closed;

    SplitQueue(Source.Enumerator<? extends Source.Split> enumerator, JobRun run) {
        this.enumerator = enumerator;
        this.run = run;
        this.progress = run.board().counters().scans();
        progress.bytesTotal.addAndGet(enumerator.totalBytes());
    }

    /** How many tasks have something to read at most. */
    int usable() {
        return enumerator.totalSplits();
    }

    /** How much there is to read; nothing if that is unknown. */
    OptionalLong bytes() {
        var known = enumerator.totalBytes() > 0 || enumerator.totalSplits() <= 1;
        return known ? OptionalLong.of(enumerator.totalBytes()) : OptionalLong.empty();
    }

    /** Hosts that splits are near, and how many. */
    Map<String, Integer> hosts() {
        return enumerator.hosts();
    }

    /** @param host where the task runs; empty if that is unknown */
    private record Waiting(TaskId task, String host, Executor home, Consumer<Optional<Source.Split>> answer) {
        void answer(Optional<Source.Split> split) {
            home.execute(() -> answer.accept(split));
        }
    }

    /** As one run of a task sees it. */
    SplitSupply of(TaskId task) {
        return new SplitSupply() {
            @Override
            public void request(Executor home, Consumer<Optional<Source.Split>> answer) {
                run.mailbox().execute(() -> {
                    // what a former run still asks for would be lost
                    if (run.runs(task)) {
                        waiting.add(new Waiting(task, run.host(task), home, answer));
                        serve();
                    }
                });
            }

            @Override
            public void finished(Source.Split split) {
                run.board().finished(split);
            }
        };
    }

    /** What a run got, the next run of the task must read; it gets no more. */
    void giveBack(TaskId task) {
        waiting.removeIf(asked -> asked.task().equals(task));
        var got = given.remove(task);
        if (got != null) {
            back(task).addAll(got);
        }
        var rest = repeated.remove(task);
        if (rest != null) {
            back(task).addAll(rest);
        }
    }

    /** A second run reads what the first one has got or will get. False as long as that is not known. */
    boolean repeat(TaskId first, TaskId second) {
        if (!exhausted || !fresh.isEmpty()) {
            return false;
        }
        var all = new ArrayDeque<>(given.getOrDefault(first, List.of()));
        all.addAll(own(first));
        repeated.put(second, all);
        return true;
    }

    /** A run is no more, of a task that has another one. */
    void drop(TaskId run) {
        waiting.removeIf(asked -> asked.task().equals(run));
        given.remove(run);
        own(run).clear();
        repeated.remove(run);
    }

    private void serve() {
        waiting.removeIf(task -> give(task, own(task.task()), any -> true));
        waiting.removeIf(task -> give(task, fresh, split -> split.hosts().contains(task.host())));
        waiting.removeIf(task -> give(task, fresh, any -> true));
        if (exhausted) {
            waiting.forEach(task -> task.answer(Optional.empty()));
            waiting.clear();
        } else if (!asking && !waiting.isEmpty()) {
            asking = true;
            var hosts = waiting.stream().map(Waiting::host).toList();
            run.io().execute(() -> ask(hosts));
        }
    }

    /** What nobody but that run may have. */
    private Deque<Source.Split> own(TaskId run) {
        var copied = repeated.get(run);
        return copied == null ? back(run) : copied;
    }

    private Deque<Source.Split> back(TaskId task) {
        return back.computeIfAbsent(task.index(), absent -> new ArrayDeque<>());
    }

    /** False if there is none of the kind. */
    private boolean give(Waiting task, Deque<Source.Split> from, Predicate<Source.Split> kind) {
        var splits = from.iterator();
        while (splits.hasNext()) {
            var split = splits.next();
            if (kind.test(split)) {
                splits.remove();
                given.computeIfAbsent(task.task(), absent -> new ArrayList<>()).add(split);
                task.answer(Optional.of(split));
                return true;
            }
        }
        return false;
    }

    /** One split for each host. */
    private synchronized void ask(List<String> hosts) {
        if (closed) {
            return;
        }
        try {
            var found = new ArrayList<Source.Split>();
            for (var host : hosts) {
                found.addAll(enumerator.next(1, host));
            }
            run.mailbox().execute(() -> handOut(found));
        } catch (Throwable failure) {
            run.send(new JobEvent.Failed(Failures.explain(failure, "the enumeration of splits")));
        }
    }

    private void handOut(List<Source.Split> found) {
        asking = false;
        exhausted = found.isEmpty();
        progress.splitsTotal.addAndGet(found.size());
        // some who asked may run no longer
        fresh.addAll(found);
        serve();
    }

    /** On the IO executor; the enumerator is left alone from now on. */
    synchronized void close() {
        closed = true;
        enumerator.close();
    }
}
