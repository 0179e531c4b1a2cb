package io.weir.memory;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.BatchCodec;
import io.weir.flow.WireReader;
import io.weir.flow.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * Batches on disk: written once in order, then read in order any number of times, from the start or from a cut. One thread at a time.
 *
 * <p>Blocks, each a length unpacked, a length packed and LZ4; in a block batches in their wire form.
 */
public final class SpillFile implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    private static final int HEADER = 2 * Integer.BYTES;

    private final Path path;
    private final FileChannel channel;
    private @Nullable WireWriter block = new WireWriter(1024);
    private long bytes;

    SpillFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    public void write(Batch batch) {
        var open = block;
        if (open == null) {
            throw new IllegalStateException("a spill file is written before it is read: " + path);
        }
        BatchCodec.write(batch, open);
        if (open.size() >= BLOCK) {
            flush(open);
        }
    }

    private void flush(WireWriter full) {
        var size = full.size();
        var compressor = LZ4Factory.fastestInstance().fastCompressor();
        var packed = new byte[HEADER + compressor.maxCompressedLength(size)];
        var length = compressor.compress(full.bytes(), 0, size, packed, HEADER, packed.length - HEADER);
        ByteBuffer.wrap(packed).putInt(size).putInt(length);
        try {
            var buffer = ByteBuffer.wrap(packed, 0, HEADER + length);
            while (buffer.hasRemaining()) {
                bytes += channel.write(buffer, bytes);
            }
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.OUT_OF_DISK,
                    "cannot write rows that do not fit into memory, give the spill directory more room: " + path,
                    e);
        }
        full.clear();
    }

    /** Where the next batch will begin: {@link #read(long)} can start there. */
    public long cut() {
        var open = block;
        if (open != null && open.size() > 0) {
            flush(open);
        }
        return bytes;
    }

    /** Ends the writing and answers how many bytes lie on disk. */
    public long end() {
        var open = block;
        if (open != null) {
            if (open.size() > 0) {
                flush(open);
            }
            block = null;
        }
        return bytes;
    }

    /** Ends the writing and reads from the start. */
    public Iterator<Batch> read() {
        return read(0);
    }

    /** Ends the writing and reads from a place that {@link #cut} answered. */
    public Iterator<Batch> read(long from) {
        end();
        return new BlockIterator(from);
    }

    /** Bytes written to disk so far. */
    public long bytes() {
        return bytes;
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot delete the spill file " + path, e);
        }
    }

    private final class BlockIterator implements Iterator<Batch> {
        private WireReader current = new WireReader(new byte[0], 0, 0);
        private long position;

        BlockIterator(long from) {
            position = from;
        }

        @Override
        public boolean hasNext() {
            return current.remaining() > 0 || position < bytes;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (current.remaining() == 0) {
                current = readBlock();
            }
            return BatchCodec.read(current);
        }

        private WireReader readBlock() {
            try {
                var header = readFully(HEADER);
                var size = header.getInt();
                var packed = header.getInt();
                if (size < 0 || packed < 0 || packed > bytes - position) {
                    throw new EOFException("a block of " + packed + " bytes, " + (bytes - position) + " left");
                }
                var unpacked = new byte[size];
                LZ4Factory.fastestInstance()
                        .safeDecompressor()
                        .decompress(readFully(packed).array(), 0, packed, unpacked, 0);
                return new WireReader(unpacked, 0, size);
            } catch (IOException | LZ4Exception e) {
                throw new EngineException(ErrorCode.FILE_ACCESS, "cannot read back spilled rows from " + path, e);
            }
        }

        private ByteBuffer readFully(int count) throws IOException {
            var buffer = ByteBuffer.allocate(count);
            while (buffer.hasRemaining()) {
                var read = channel.read(buffer, position);
                if (read < 0) {
                    throw new EOFException("the file ends at " + position + " of " + bytes);
                }
                position += read;
            }
            return buffer.flip();
        }
    }
}
