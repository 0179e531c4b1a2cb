package io.weir.cluster;

import io.weir.Nullable;

/** The way to whoever is the JobManager. What is said while there is none is lost, as is what a former one was told. Any thread. */
final class JobManagerWire implements ControlWire {
    private volatile @Nullable ControlWire present;

    void use(@Nullable ControlWire other) {
        present = other;
    }

    boolean isUsing(ControlWire one) {
        return one.equals(present);
    }

    @Override
    public void send(ControlMessage message) {
        var now = present;
        if (now != null) {
            now.send(message);
        }
    }

    @Override
    public void close() {
        var now = present;
        if (now != null) {
            now.close();
        }
    }
}
