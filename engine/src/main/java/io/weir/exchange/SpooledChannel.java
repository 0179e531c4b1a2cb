package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.memory.SpillDirectory;
import io.weir.memory.SpillFile;
import io.weir.vector.BytesVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Vector;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;

/**
 * Keeps everything until the sender has ended, then gives it to the reader: in memory as long as that is granted, on disk from
 * then on. Never full, so a sender never waits for its reader.
 */
public final class SpooledChannel implements Channel, Sender {
    private final SpoolMemory memory;
    private final SpillDirectory directory;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Set<Dictionary> dictionaries = Collections.newSetFromMap(new IdentityHashMap<>());
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

    private record Kept(Batch batch, long bytes) {}

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

    private void keep(Batch sent) {
        if (file != null) {
            file.write(sent);
            return;
        }
        var batch = trim(sent);
        var bytes = bytes(batch);
        if (memory.tryTake(bytes)) {
            kept.add(new Kept(batch, bytes));
            keptBytes += bytes;
        } else {
            file = directory.create();
            file.write(batch);
        }
    }

    /** Without bytes that only other rows use: a few rows must not hold a page of a file. */
    private static Batch trim(Batch batch) {
        var columns = new Vector[batch.width()];
        for (var i = 0; i < columns.length; i++) {
            var column = batch.column(i);
            columns[i] = column instanceof BytesVector bytes ? bytes.compact() : column;
        }
        return batch.withColumns(columns);
    }

    /** A dictionary counts once, with the first batch that has it. */
    private long bytes(Batch batch) {
        var sum = batch.bytes();
        for (var column : batch.columns()) {
            if (column instanceof DictionaryVector vector && !dictionaries.add(vector.dictionary())) {
                sum -= vector.dictionary().values().bytes();
            }
        }
        return sum;
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
        var first = kept.poll();
        if (first != null) {
            keptBytes -= first.bytes();
            memory.giveBack(first.bytes());
            return first.batch();
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
