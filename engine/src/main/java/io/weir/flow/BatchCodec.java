package io.weir.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The one wire form of batches. */
public final class BatchCodec {
    private BatchCodec() {}

    /** Writes the rows alive. */
    public static void write(Batch batch, DataOutput out) throws IOException {
        throw new UnsupportedOperationException("written by the engine room");
    }

    public static Batch read(DataInput in) throws IOException {
        throw new UnsupportedOperationException("written by the engine room");
    }
}
