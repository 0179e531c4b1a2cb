package io.weir.flow;

/** News about the rows of an edge, in order with them. */
public sealed interface Signal extends Message {
    /** No row after this one is older than {@code time}, in milliseconds since 1970. */
    record Watermark(long time) implements Signal {}

    /** Rows before this belong to the checkpoint, rows after do not. */
    record Barrier(long checkpoint, Kind kind) implements Signal {
        public enum Kind {
            CHECKPOINT,
            SAVEPOINT,
            STOP,
            DRAIN
        }
    }

    /** Nothing comes for a while: do not wait for this input. */
    record Idle() implements Signal {}

    /** Nothing follows, ever. */
    record EndOfInput() implements Signal {}
}
