package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.memory.SpillDirectory;
import io.weir.memory.SpillFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Keeps everything until the sender has ended, then gives it to the reader: in memory as long as that is granted, on disk from
 * then on. Never full, so a sender never waits for its reader.
 */
public final class SpooledChannel implements Channel, Sender {
    private final SpoolMemory memory;
    private final SpillDirectory directory;
    private final Deque<Batch> kept = new ArrayDeque<>();
    private @Nullable SpillFile file;
    private @Nullable Iterator<Batch> spilled;
    private Runnable readable = () -> {};
    private Runnable writable = () -> {};
    private long keptBytes;
    private boolean ended;
    private boolean delivered;
    private boolean closed;

    public SpooledChannel(SpoolMemory memory, SpillDirectory directory) {
        this.memory = memory;
        this.directory = directory;
    }

    @Override
    public synchronized void onReadable(Runnable wake) {
        readable = wake;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writable = wake;
    }

    @Override
    public void send(Message message) {
        Runnable wake;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (message instanceof Batch batch) {
                keep(batch);
                return;
            }
            if (!(message instanceof Signal.EndOfInput)) {
                return;
            }
            ended = true;
            wake = readable;
        }
        wake.run();
    }

    private void keep(Batch batch) {
        var bytes = batch.bytes();
        if (file == null && memory.tryTake(bytes)) {
            kept.add(batch);
            keptBytes += bytes;
            return;
        }
        if (file == null) {
            file = directory.create();
        }
        file.write(batch);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized @Nullable Message poll() {
        if (!ended || delivered || closed) {
            return null;
        }
        var batch = kept.poll();
        if (batch != null) {
            var bytes = batch.bytes();
            keptBytes -= bytes;
            memory.giveBack(bytes);
            return batch;
        }
        if (file != null) {
            if (spilled == null) {
                spilled = file.read();
            }
            if (spilled.hasNext()) {
                return spilled.next();
            }
            letGo();
        }
        delivered = true;
        return new Signal.EndOfInput();
    }

    @Override
    public void close() {
        Runnable wake;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            kept.clear();
            memory.giveBack(keptBytes);
            keptBytes = 0;
            letGo();
            wake = writable;
        }
        wake.run();
    }

    private void letGo() {
        if (file != null) {
            file.close();
            file = null;
        }
        spilled = null;
    }
}
