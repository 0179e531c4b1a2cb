package io.weir.state;

/** An operator's state as it was at one moment, to be written while the operator goes on. */
public interface Frozen {
    /** No state. */
    Frozen NOTHING = writer -> {};

    /** Called once at most, on a checkpoint thread. */
    void write(SnapshotWriter writer) throws Exception;

    /** Called once, written or not: lets go of what was kept for the writing. */
    default void release() {}
}
