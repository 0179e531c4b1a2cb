package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads partitions of stored outputs, one output after the other, as one stream of messages that ends with the end of input. Blocks.
 * Has one file open at a time. Used by one thread at a time.
 */
public final class OutputReader implements AutoCloseable {
    private final OutputStore store;
    private final PartitionRange range;
    private final ByteBuffer last = ByteBuffer.wrap(endOfInput());
    private @Nullable Opened current;
    private int writer;

    public OutputReader(OutputStore store, PartitionRange range) {
        this.store = store;
        this.range = range;
    }

    private static byte[] endOfInput() {
        var encoder = new MessageEncoder(Compression.NONE);
        encoder.add(new Signal.EndOfInput(), 1);
        return Arrays.copyOf(encoder.bytes(), encoder.size());
    }

    /** Reads until the buffer is full or the stream ends; fails with OUTPUT_LOST. */
    public void read(ByteBuffer into) {
        while (into.hasRemaining() && writer < range.writers().size()) {
            try {
                var open = current == null ? open() : current;
                current = open;
                if (!open.read(into)) {
                    open.close();
                    current = null;
                    writer++;
                }
            } catch (IOException e) {
                throw lost(e);
            }
        }
        while (into.hasRemaining() && last.hasRemaining()) {
            into.put(last.get());
        }
    }

    /** True once all is read. */
    public boolean ended() {
        return !last.hasRemaining();
    }

    private Opened open() throws IOException {
        var file = store.find(range.output(writer)).orElseThrow(() -> lost(null));
        return new Opened(file, range);
    }

    private EngineException lost(@Nullable Throwable cause) {
        var output = range.output(writer);
        return new EngineException(
                ErrorCode.OUTPUT_LOST, "cannot read what a task left for the next stage: " + output, cause);
    }

    @Override
    public void close() {
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                throw lost(e);
            }
            current = null;
        }
    }

    /** The wanted part of one file: a section of each of its rounds. */
    private static final class Opened implements AutoCloseable {
        private final OutputFile file;
        private final PartitionRange range;
        private final FileChannel data;
        private final FileChannel index;
        private final ByteBuffer entry = ByteBuffer.allocate(Long.BYTES);
        private int round;
        private long position;
        private long end;

        Opened(OutputFile file, PartitionRange range) throws IOException {
            if (range.to() > file.partitions()) {
                throw new IllegalArgumentException("partitions up to " + range.to() + " of " + file);
            }
            this.file = file;
            this.range = range;
            this.index = FileChannel.open(file.index());
            try {
                this.data = FileChannel.open(file.path());
            } catch (IOException e) {
                index.close();
                throw e;
            }
        }

        /** Reads on into the buffer; false if nothing is left. */
        boolean read(ByteBuffer into) throws IOException {
            while (position == end) {
                if (round == file.rounds()) {
                    return false;
                }
                position = start(range.from());
                end = start(range.to());
                round++;
            }
            var count = (int) Math.min(end - position, into.remaining());
            var part = into.slice().limit(count);
            OutputFile.readFully(data, part, position);
            into.position(into.position() + count);
            position += count;
            return true;
        }

        private long start(int partition) throws IOException {
            var at = ((long) round * (file.partitions() + 1) + partition) * Long.BYTES;
            OutputFile.readFully(index, entry.clear(), at);
            return entry.getLong(0);
        }

        @Override
        public void close() throws IOException {
            try (data) {
                index.close();
            }
        }
    }
}
