package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.flow.BatchCodec;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.flow.WireWriter;
import net.jpountz.lz4.LZ4Factory;

/**
 * Turns messages into the bytes that {@link MessageCodec} reads. Has working memory of its own, so that a few encoders serve any
 * number of channels; used by one thread at a time.
 */
public final class MessageEncoder {
    /** Less is not worth the call. */
    private static final int LEAST_PACKED = 256;

    private final Compression compression;
    private final WireWriter out = new WireWriter(1024);
    private byte[] packed = new byte[0];

    public MessageEncoder(Compression compression) {
        this.compression = compression;
    }

    /**
     * Appends a message. A batch of more than {@code most} bytes becomes several, as far as it has rows, so that whoever reads it needs
     * no more memory at once. Answers how many bytes it is unpacked.
     */
    public long add(Message message, int most) {
        if (message instanceof Batch batch) {
            return add(batch, most);
        }
        var start = begin(MessageCodec.END_OF_INPUT);
        if (message instanceof Signal.Watermark watermark) {
            out.setByte(start + MessageCodec.LENGTH, MessageCodec.WATERMARK);
            out.putLong(watermark.time());
        } else if (message instanceof Signal.Barrier barrier) {
            out.setByte(start + MessageCodec.LENGTH, MessageCodec.BARRIER);
            out.putLong(barrier.checkpoint());
            out.putByte(MessageCodec.BARRIERS.indexOf(barrier.kind()));
        } else if (message instanceof Signal.Idle) {
            out.setByte(start + MessageCodec.LENGTH, MessageCodec.IDLE);
        }
        end(start);
        return (long) out.size() - start;
    }

    private long add(Batch batch, int most) {
        var start = begin(MessageCodec.BATCH);
        var body = out.size();
        BatchCodec.write(batch, out);
        var size = out.size() - body;
        var rows = batch.rows();
        if (size > most && rows > 1) {
            out.truncate(start);
            var piece = (int) Math.max(1, (long) rows * most / size);
            var sum = 0L;
            for (var from = 0; from < rows; from += piece) {
                sum += add(batch.slice(from, Math.min(piece, rows - from)), most);
            }
            return sum;
        }
        if (compression == Compression.LZ4 && size >= LEAST_PACKED) {
            pack(start, body, size);
        }
        end(start);
        return size;
    }

    private void pack(int start, int body, int size) {
        var compressor = LZ4Factory.fastestInstance().fastCompressor();
        var bound = compressor.maxCompressedLength(size);
        if (packed.length < bound) {
            packed = new byte[bound];
        }
        var length = compressor.compress(out.bytes(), body, size, packed, 0, bound);
        if (length + Integer.BYTES < size) {
            out.setByte(start + MessageCodec.LENGTH, MessageCodec.PACKED_BATCH);
            out.truncate(body);
            out.putInt(size);
            out.putBytes(packed, 0, length);
        }
    }

    private int begin(int kind) {
        var start = out.size();
        out.putInt(0);
        out.putByte(kind);
        return start;
    }

    private void end(int start) {
        out.setInt(start, out.size() - start - MessageCodec.LENGTH);
    }

    /** What was added, from 0 to {@link #size()}; to read before anything more is added. */
    public byte[] bytes() {
        return out.bytes();
    }

    public int size() {
        return out.size();
    }

    /** Forgets what was added. */
    public void clear() {
        out.clear();
    }

    /** Bytes of working memory that it keeps. */
    public int capacity() {
        return out.bytes().length + packed.length;
    }
}
