package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.nio.ByteBuffer;

/** Reads partitions of outputs that lie in this process. Owned by the reading task's thread, but for the name of what wakes it. */
public final class OutputChannel implements Channel {
    private static final int CHUNK = 64 << 10;

    private final OutputReader reader;
    private final MessageAssembly assembly = new MessageAssembly();
    private @Nullable ByteBuffer chunk;
    private boolean closed;

    public OutputChannel(OutputStore store, PartitionRange range) {
        this.reader = new OutputReader(store, range);
    }

    @Override
    public @Nullable Message poll() {
        while (!closed) {
            var bytes = chunk == null ? ByteBuffer.allocate(CHUNK).limit(0) : chunk;
            chunk = bytes;
            var message = assembly.next(bytes);
            if (message == null) {
                reader.read(bytes.clear());
                bytes.flip();
                continue;
            }
            var decoded = MessageCodec.decode(message);
            if (decoded instanceof Signal.EndOfInput) {
                close();
            }
            return decoded;
        }
        return null;
    }

    /** Everything is there from the start. */
    @Override
    public void onReadable(Runnable wake) {}

    @Override
    public void close() {
        closed = true;
        chunk = null;
        reader.close();
    }
}
