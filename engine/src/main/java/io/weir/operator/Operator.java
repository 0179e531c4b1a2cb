package io.weir.operator;

import io.weir.flow.Batch;
import io.weir.state.Frozen;

/**
 * One step of a chain. All calls come from the task's one thread, so nothing in an operator is shared or locked. Born ready: the
 * constructor gets the context and the restored state. Only {@link #process} is mandatory.
 *
 * <p>No call may block; slow work runs on {@link OperatorContext#io()} and comes back through {@link OperatorContext#mailbox()}.
 * {@link #process}, {@link #advance}, {@link #tick} and {@link #finish} are called only when nothing is pending.
 */
public interface Operator extends AutoCloseable {
    /** Takes a batch. May emit any number of batches, and always may: a full output only means to stop early where one can. */
    void process(int input, Batch batch, Output output) throws Exception;

    /** Asked before that input is polled: a hash join wants its build side first. False only where no barrier can come. */
    default boolean wants(int input) {
        return true;
    }

    /**
     * True once no further row can change the answer: the task then ends its inputs early. A limit that is reached says so. From then
     * on the operator gets no batch and no {@link #finish}, but {@link #resume} until nothing is pending.
     */
    default boolean done() {
        return false;
    }

    /** Emits what is still pending until the output is full. MORE: call again; WAITING: a mail or a wake-up will come first. */
    default Pending resume(Output output) throws Exception {
        return Pending.NONE;
    }

    /** Event time moved. Returns the watermark to pass on; an earlier one holds it back. */
    default long advance(long watermark, Output output) throws Exception {
        return watermark;
    }

    /** A moment asked for with {@link OperatorContext#wakeAt} has come. */
    default void tick(long now, Output output) throws Exception {}

    /** That input has ended. Emits the rest, or leaves it to {@link #resume} if it is large. */
    default void finish(int input, Output output) throws Exception {}

    /** Fixes the state as of now, in microseconds; another thread writes it out while processing goes on. */
    default Frozen freeze(long checkpoint) throws Exception {
        return Frozen.NOTHING;
    }

    /** That checkpoint is complete everywhere. */
    default void committed(long checkpoint) throws Exception {}

    /** Lets go of memory and files. Called once, after success, failure or cancellation alike. */
    @Override
    default void close() {}

    enum Pending {
        NONE,
        MORE,
        WAITING
    }
}
