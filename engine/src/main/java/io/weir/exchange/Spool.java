package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.memory.SpillDirectory;
import io.weir.memory.SpillFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Keeps everything until the sender has ended, then gives it to each reader: in memory as long as that is granted, on disk from then
 * on. Never full, so a sender never waits. What all readers have taken is let go.
 */
public final class Spool implements Sender, AutoCloseable {
    private final SpoolMemory memory;
    private final SpillDirectory directory;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private @Nullable SpillFile file;
    private Runnable writable = () -> {};
    private long keptBytes;
    private long rows;
    private long bytes;
    private boolean ended;
    private boolean closed;

    public Spool(SpoolMemory memory, SpillDirectory directory) {
        this.memory = memory;
        this.directory = directory;
    }

    private static final class Kept {
        private final long bytes;
        private @Nullable Batch batch;
        private int taken;

        Kept(Batch batch, long bytes) {
            this.batch = batch;
            this.bytes = bytes;
        }
    }

    /** One more reader of all that is sent. All readers are there before one of them polls. */
    public synchronized Channel reader() {
        var reader = new Reader();
        readers.add(reader);
        return reader;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writable = wake;
    }

    @Override
    public void send(Message message) {
        List<Reader> woken;
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
            woken = List.copyOf(readers);
        }
        woken.forEach(reader -> reader.readable.run());
    }

    private void keep(Batch sent) {
        var batch = HeldBytes.trim(sent);
        var size = memory.held(batch);
        rows += batch.rows();
        bytes += HeldBytes.ofRows(batch);
        if (file == null && memory.tryTake(size)) {
            kept.add(new Kept(batch, size));
            keptBytes += size;
            return;
        }
        if (file == null) {
            file = directory.create();
        }
        file.write(batch);
    }

    /** How many rows were sent. */
    public synchronized long rows() {
        return rows;
    }

    /** What the rows sent take in memory by themselves. */
    public synchronized long bytes() {
        return bytes;
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
            if (file != null) {
                file.close();
                file = null;
            }
            wake = writable;
        }
        wake.run();
    }

    private final class Reader implements Channel {
        private volatile Runnable readable = () -> {};
        private @Nullable Iterator<Batch> spilled;
        private int next;
        private boolean finished;

        @Override
        public void onReadable(Runnable wake) {
            readable = wake;
        }

        @Override
        public @Nullable Message poll() {
            synchronized (Spool.this) {
                if (!ended || finished || closed) {
                    return null;
                }
                if (next < kept.size()) {
                    return take(kept.get(next++));
                }
                if (file != null) {
                    spilled = spilled == null ? file.read() : spilled;
                    if (spilled.hasNext()) {
                        return spilled.next();
                    }
                }
            }
            close();
            return new Signal.EndOfInput();
        }

        private @Nullable Batch take(Kept one) {
            var batch = one.batch;
            one.taken++;
            if (one.taken == readers.size()) {
                one.batch = null;
                keptBytes -= one.bytes;
                memory.giveBack(one.bytes);
            }
            return batch;
        }

        @Override
        public void close() {
            synchronized (Spool.this) {
                finished = true;
                if (!readers.stream().allMatch(reader -> reader.finished)) {
                    return;
                }
            }
            Spool.this.close();
        }
    }
}
