package io.weir.cluster;

import io.weir.Nullable;
import io.weir.exchange.RangeBounds;
import java.util.ArrayList;
import java.util.List;

/** Where the ranges of an edge begin, as the JobManager of another process found out. Used by the threads of all writers here. */
final class RemoteBounds {
    private final String job;
    private final int edge;
    private final ControlWire connection;

    /** Both guarded by this. */
    private final List<Runnable> listeners = new ArrayList<>();

    private byte @Nullable [][] known;

    RemoteBounds(String job, int edge, ControlWire connection) {
        this.job = job;
        this.edge = edge;
        this.connection = connection;
        connection.send(new ControlMessage.BoundsWanted(job, edge));
    }

    RangeBounds of(int writer) {
        return new RangeBounds() {
            @Override
            public void onKnown(Runnable wake) {
                listen(wake);
            }

            @Override
            public byte @Nullable [][] known() {
                return RemoteBounds.this.known();
            }

            @Override
            public void add(List<byte[]> keys) {
                connection.send(new ControlMessage.Sample(job, edge, writer, keys));
            }

            @Override
            public void writerEnded() {
                connection.send(new ControlMessage.WriterEnded(job, edge, writer));
            }
        };
    }

    private synchronized void listen(Runnable wake) {
        listeners.add(wake);
    }

    private synchronized byte @Nullable [][] known() {
        return known;
    }

    void decided(List<byte[]> bounds) {
        List<Runnable> woken;
        synchronized (this) {
            known = bounds.toArray(byte[][]::new);
            woken = List.copyOf(listeners);
        }
        woken.forEach(Runnable::run);
    }
}
