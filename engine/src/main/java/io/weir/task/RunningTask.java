package io.weir.task;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A task on its carrier threads: runs slices of steps as long as there is work, rests when there is none, and is queued again by
 * whatever wakes it. No wake-up is lost: one that comes during a slice leads to another slice.
 */
public final class RunningTask implements Runnable {
    /** How often a task lets others go first at the most: what it waits for may never come. */
    public static final int PATIENCE = 16;

    private final TaskPlan plan;
    private final Carriers carriers;
    private final long sliceNanos;
    private final Consumer<TaskEnd> listener;
    private final Mailbox mailbox = new Mailbox(this::wake);
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private @Nullable Task task;
    private boolean cancelled;

    private int patience = PATIENCE;

    /** Written by the task's thread, read by whoever wakes it. */
    private volatile boolean patient;

    /**
     * Nothing runs before the first {@link #wake}.
     *
     * @param carriers runs slices; one task never runs in two at once
     * @param sliceNanos how long a slice lasts at least, if there is work; 0 for one step
     * @param listener hears of the end once, on a carrier thread
     */
    public RunningTask(TaskPlan plan, Carriers carriers, long sliceNanos, Consumer<TaskEnd> listener) {
        this.plan = plan;
        this.carriers = carriers;
        this.sliceNanos = sliceNanos;
        this.listener = listener;
        plan.ends()
                .arrivals()
                .forEach(arrival -> arrival.channels().forEach(channel -> channel.onReadable(this::wake)));
        plan.ends().departures().forEach(departure -> departure.writer().onWritable(this::wake));
    }

    private enum State {
        IDLE,
        QUEUED,
        RUNNING,
        /** Woken while it ran. */
        NOTIFIED,
        ENDED
    }

    /** There may be work. From any thread. */
    public void wake() {
        while (true) {
            var now = state.get();
            if (now == State.IDLE && state.compareAndSet(State.IDLE, State.QUEUED)) {
                queue();
                return;
            } else if (now == State.RUNNING && state.compareAndSet(State.RUNNING, State.NOTIFIED)) {
                return;
            } else if (now == State.QUEUED || now == State.NOTIFIED || now == State.ENDED) {
                return;
            }
        }
    }

    private void queue() {
        if (patient) {
            carriers.executePatiently(this);
        } else {
            carriers.execute(this);
        }
    }

    private void becomePatient(Task waiting) {
        patient = patience > 0 && waiting.isPatient();
        patience -= patient ? 1 : 0;
    }

    /** Ends the task at its next step. From any thread. */
    public void cancel() {
        mailbox.execute(() -> cancelled = true);
    }

    @Override
    public void run() {
        state.set(State.RUNNING);
        Task.Progress progress;
        try {
            progress = runSlice();
        } catch (Throwable failure) {
            end(Optional.of(
                    task == null ? Failures.explain(failure, "the start of " + plan.name()) : task.explain(failure)));
            return;
        }
        if (cancelled) {
            end(Optional.of(new EngineException(ErrorCode.CANCELLED, "the job was cancelled")));
        } else if (progress == Task.Progress.FINISHED) {
            end(Optional.empty());
        } else if (progress == Task.Progress.WORKED || !state.compareAndSet(State.RUNNING, State.IDLE)) {
            state.set(State.QUEUED);
            queue();
        }
    }

    private Task.Progress runSlice() throws Exception {
        mailbox.runPending();
        if (cancelled) {
            return Task.Progress.IDLE;
        }
        if (task == null) {
            task = new Task(plan, mailbox, TaskParts.create(plan, mailbox));
            mailbox.runPending();
            becomePatient(task);
            if (patient) {
                return Task.Progress.WORKED;
            }
        }
        var until = System.nanoTime() + sliceNanos;
        Task.Progress progress;
        do {
            progress = task.step();
        } while (progress == Task.Progress.WORKED && !cancelled && System.nanoTime() - until < 0);
        becomePatient(task);
        return progress;
    }

    private void end(Optional<EngineException> outcome) {
        state.set(State.ENDED);
        var failure = outcome;
        List<byte[]> tokens = task == null ? List.of() : task.tokens();
        try {
            if (task != null) {
                task.close();
            }
            plan.ends().arrivals().forEach(arrival -> arrival.channels().forEach(channel -> channel.close()));
        } catch (Throwable e) {
            failure = failure.or(() -> Optional.of(Failures.explain(e, "the end of " + plan.name())));
        }
        listener.accept(new TaskEnd(plan.id(), failure, tokens));
    }
}
