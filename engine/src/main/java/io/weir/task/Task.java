package io.weir.task;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One parallel instance of a stage: a loop that takes its mail, then one message, and hands it to its chain. Owned by one thread. */
public final class Task implements AutoCloseable {
    private final TaskPlan plan;
    private final Mailbox mailbox;
    private final OperatorChain chain;
    private final TaskOutput output;
    private final List<Input> inputs;
    private final @Nullable SinkStep sink;
    private int next;
    private boolean polling;

    Task(TaskPlan plan, Mailbox mailbox, TaskParts parts) {
        this.plan = plan;
        this.mailbox = mailbox;
        this.chain = parts.chain();
        this.output = parts.output();
        this.inputs = new ArrayList<>(parts.inputs());
        this.sink = parts.sink();
    }

    /** What a step came to. */
    public enum Progress {
        WORKED,
        /** Nothing to do before a mail, a message or room in a channel comes. */
        IDLE,
        FINISHED
    }

    /** Does a little work and never blocks. */
    public Progress step() throws Exception {
        mailbox.runPending();
        if (sink == null && output.isClosed()) {
            return Progress.FINISHED;
        }
        if (output.isFull()) {
            return Progress.IDLE;
        }
        if (chain.work()) {
            return Progress.WORKED;
        }
        if (chain.finished()) {
            return output.end() ? Progress.FINISHED : Progress.IDLE;
        }
        dropIgnored();
        return pollInputs() ? Progress.WORKED : Progress.IDLE;
    }

    /** Whether it is about to read what a filter that is on its way may spare it: what makes the filter should run first. */
    boolean isPatient() {
        for (var input : inputs) {
            if (input instanceof SourceInput source && source.awaitsFilter() && chain.takes(input.place())) {
                return true;
            }
        }
        return false;
    }

    private boolean pollInputs() throws Exception {
        for (var tries = inputs.size(); tries > 0; tries--) {
            next = next < inputs.size() ? next : 0;
            var input = inputs.get(next);
            if (chain.takes(input.place())) {
                polling = true;
                var message = input.poll();
                polling = false;
                if (message != null) {
                    deliver(input, message);
                    return true;
                }
            } else {
                input.prepare();
            }
            next++;
        }
        return false;
    }

    /** The only place that asks what kind of message it is. */
    private void deliver(Input input, Message message) throws Exception {
        if (message instanceof Batch batch) {
            next++;
            chain.process(input.place(), batch);
        } else if (message instanceof Signal.EndOfInput) {
            inputs.remove(input);
            input.close();
            chain.end(input.place());
        } else {
            throw new EngineException(ErrorCode.NOT_SUPPORTED, "a signal that only unbounded jobs know: " + message);
        }
    }

    private void dropIgnored() {
        for (Iterator<Input> each = inputs.iterator(); each.hasNext(); ) {
            var input = each.next();
            if (chain.ignores(input.place())) {
                input.close();
                each.remove();
            }
        }
    }

    /** What the sink's writer prepared; asked once the task has finished. */
    List<byte[]> tokens() {
        return sink == null ? List.of() : sink.tokens();
    }

    /** An exception of this task as the job's error: the engine's own as it is, others with the place where they came from. */
    EngineException explain(Throwable failure) {
        if (failure instanceof EngineException known) {
            return known;
        }
        var where = chain.running().orElse(polling ? "the source" : "the task") + " of stage " + plan.name();
        return Failures.explain(failure, where);
    }

    @Override
    public void close() {
        try {
            inputs.forEach(Input::close);
        } finally {
            chain.close();
        }
    }
}
