package io.weir.testing;

import io.weir.flow.Batch;
import io.weir.operator.Output;

/** An output that never is full, whatever comes and by whichever way. */
public abstract class RoomyOutput implements Output {
    @Override
    public abstract void emit(Batch batch);

    @Override
    public final void emit(int output, Batch batch) {
        emit(batch);
    }

    @Override
    public final boolean isFull() {
        return false;
    }
}
