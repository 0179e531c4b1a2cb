package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Dataflow;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second runs of tasks that take much longer than the others of their stage. They read what the first ones read, elsewhere; what ends
 * first is the task, and the other run is nothing. Only tasks that read splits and what is kept, and leave what is kept or files: nobody
 * has seen anything of a run before its end. Owned by the JobManager's thread.
 */
final class Speculation {
    private static final Logger LOG = LoggerFactory.getLogger(Speculation.class);
    private static final Duration SLOW = Duration.ofMinutes(1);
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private final JobManagerParts parts;
    private final TaskManagers taskManagers;
    private final JobBoard board;
    private final TaskTable tasks;
    private final Scheduler scheduler;

    /** When runs began, and how long those took that ended well. */
    private final Map<TaskId, Long> begun = new HashMap<>();

    private final Map<TaskId, Long> took = new HashMap<>();

    /** First runs that have or had a second one. */
    private final Set<TaskId> repeated = new HashSet<>();

    /** When it will look again. */
    private long next = Long.MAX_VALUE;

    Speculation(
            JobManagerParts parts, TaskManagers taskManagers, JobBoard board, TaskTable tasks, Scheduler scheduler) {
        this.parts = parts;
        this.taskManagers = taskManagers;
        this.board = board;
        this.tasks = tasks;
        this.scheduler = scheduler;
    }

    /** Begins what should begin a second time. Whenever tasks have begun or ended, or time has passed. */
    void look() {
        if (parts.settings().speculates()) {
            scheduler.plan().dataflow().stages().stream()
                    .map(Dataflow.Stage::id)
                    .filter(this::isAlone)
                    .forEach(this::look);
        }
    }

    /** True if no row of the stage goes to anybody before a task has ended. */
    private boolean isAlone(int stage) {
        var plan = scheduler.plan();
        return !plan.answers(stage)
                && plan.dataflow().edges().stream()
                        .filter(edge -> edge.from() == stage || edge.to() == stage)
                        .allMatch(edge -> edge.delivery() == Dataflow.Delivery.BLOCKING);
    }

    private void look(int stage) {
        var now = parts.timer().nanos();
        var all = tasks.of(stage);
        var running = all.stream()
                .filter(entry -> entry.is(TaskTable.State.RUNNING))
                .map(TaskTable.Entry::placed)
                .toList();
        running.forEach(run -> begun.putIfAbsent(run.task(), now));
        var ended = all.stream()
                .filter(entry -> entry.is(TaskTable.State.ENDED))
                .map(TaskTable.Entry::id)
                .toList();
        var times =
                ended.stream().map(took::get).filter(Objects::nonNull).sorted().toList();
        var settings = parts.settings().attempts().speculation();
        var most = Math.max(1, (int) (settings.quantile() * all.size()));
        if (times.isEmpty() || ended.size() < most) {
            return;
        }
        var usual = times.get(times.size() / 2);
        var limit = Math.max(settings.leastTime().toNanos(), (long) (settings.multiplier() * usual));
        for (var run : running) {
            var rest = limit - (now - begun.get(run.task()));
            if (rest > 0) {
                lookAgain(now, Duration.ofNanos(rest));
            } else if (!repeated.contains(run.task())) {
                repeat(run, now, usual);
            }
        }
    }

    private void lookAgain(long now, Duration rest) {
        var pause = rest.compareTo(LEAST_PAUSE) > 0 ? rest : LEAST_PAUSE;
        var due = now + pause.toNanos();
        if (due < next) {
            next = due;
            parts.timer()
                    .after(
                            pause,
                            () -> parts.mailbox().execute(() -> {
                                next = Long.MAX_VALUE;
                                board.tell(new JobEvent.Retry());
                            }));
        }
    }

    private void repeat(Placement.Placed run, long now, long usual) {
        var where = free(run.taskManager());
        if (where.isEmpty()) {
            return;
        }
        scheduler.repeat(run.task(), where.get()).ifPresent(second -> {
            repeated.add(run.task());
            begun.put(second.task(), now);
            LOG.info(
                    "{} begins once more at {}: it has run for {} ms at {}, half of the others took at most {} ms",
                    name(run.task()),
                    second.taskManager(),
                    Duration.ofNanos(now - begun.get(run.task())).toMillis(),
                    run.taskManager(),
                    Duration.ofNanos(usual).toMillis());
        });
    }

    private String name(TaskId task) {
        return "task " + task.index() + " of stage " + task.stage() + " of "
                + scheduler.plan().id();
    }

    /** Another TaskManager with a slot that the job does not use: a slot runs a task of each stage. */
    private Optional<String> free(String other) {
        return taskManagers.usable().stream()
                .filter(link -> !link.name().equals(other) && used(link.name()) < link.slots())
                .min(Comparator.comparingLong(link -> used(link.name())))
                .map(TaskManagerLink::name);
    }

    private long used(String taskManager) {
        var byStage = new HashMap<Integer, Long>();
        tasks.runs().stream()
                .filter(run -> run.taskManager().equals(taskManager))
                .forEach(run -> byStage.merge(run.task().stage(), 1L, Long::sum));
        return byStage.values().stream().mapToLong(count -> count).max().orElse(0);
    }

    /** A run has ended well: the other one of its task, if there is one, will not. */
    void won(TaskId run) {
        var now = parts.timer().nanos();
        var first = firstOf(run);
        if (first.isPresent()) {
            var slow = tasks.running(first.get());
            LOG.info(
                    "the second run of {} has ended first, at {}",
                    name(run),
                    tasks.running(run).orElseThrow().taskManager());
            promote(first.get());
            slow.ifPresent(former -> {
                scheduler.cancel(List.of(former));
                avoid(former.taskManager());
            });
        } else if (tasks.copies().containsKey(run)) {
            LOG.info("the first run of {} has ended first", name(run));
            drop(List.of(run));
        }
        Optional.ofNullable(begun.remove(run)).ifPresent(begin -> took.put(run, now - begin));
    }

    /** For a while no task begins there, if there are others. */
    private void avoid(String taskManager) {
        taskManagers.slow(taskManager);
        parts.timer().after(SLOW, () -> taskManagers.forget(taskManager));
    }

    /** A run has failed. True if another one of its task goes on. */
    boolean survives(TaskId run, EngineException failure) {
        var first = firstOf(run);
        if (first.isPresent()) {
            dropQuietly(first.get());
            return true;
        }
        var goesOn = tasks.copies().containsKey(run) && failure.code().type() != ErrorCode.Type.USER;
        if (goesOn) {
            promote(run);
        }
        return goesOn;
    }

    /** What runs on a TaskManager that is lost is no more. */
    void lost(String taskManager) {
        tasks.copies().forEach((first, second) -> {
            if (second.taskManager().equals(taskManager)) {
                dropQuietly(first);
            } else if (tasks.running(first)
                    .filter(run -> run.taskManager().equals(taskManager))
                    .isPresent()) {
                promote(first);
            }
        });
    }

    /** Those of these tasks that have a second run have none any more. */
    void drop(Collection<TaskId> firsts) {
        tasks.copies().forEach((first, second) -> {
            if (firsts.contains(first)) {
                dropQuietly(first);
                scheduler.cancel(List.of(second));
            }
        });
    }

    private Optional<TaskId> firstOf(TaskId second) {
        return tasks.copies().entrySet().stream()
                .filter(copy -> copy.getValue().task().equals(second))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void promote(TaskId first) {
        board.counters().promote(first, tasks.copies().get(first).task());
        tasks.promote(first);
        dropSplits(first);
    }

    private void dropQuietly(TaskId first) {
        var second = tasks.copies().get(first).task();
        tasks.drop(first);
        dropSplits(second);
    }

    private void dropSplits(TaskId run) {
        var queue = board.splits().get(run.stage());
        if (queue != null) {
            queue.drop(run);
        }
    }
}
