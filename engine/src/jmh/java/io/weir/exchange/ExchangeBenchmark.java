package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.flow.BatchCodec;
import io.weir.flow.WireWriter;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Batches of three BIGINTs, an INT and a text, 57 bytes a row, to bytes and back. */
@OperationsPerInvocation(ExchangeBenchmark.ROWS)
public class ExchangeBenchmark extends RowBenchmark {
    static final int ROWS = 4096;
    private static final List<String> WORDS =
            List.of("carefully ", "final ", "deposits ", "sleep ", "quickly ", "ironic ");

    private final WireWriter out = new WireWriter(1024);
    private Batch batch;
    private byte[] encoded;
    private byte[] target;

    @Setup
    public void fill() {
        batch = batch();
        encoded = BatchCodec.encode(batch);
        target = new byte[encoded.length];
    }

    public static Batch batch() {
        var random = new Random(1);
        var text = new StringBuilder();
        var starts = new int[ROWS];
        var lengths = new int[ROWS];
        for (var i = 0; i < ROWS; i++) {
            starts[i] = text.length();
            for (var word = 0; word < 3; word++) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            lengths[i] = text.length() - starts[i];
        }
        var data = text.toString().getBytes(StandardCharsets.US_ASCII);
        return Batch.of(
                bigints(random.longs(ROWS, 0, 10_000_000).toArray()),
                bigints(random.longs(ROWS, 0, 10_000_000).toArray()),
                bigints(random.longs(ROWS, 0, 10_000_000).toArray()),
                new IntVector(DataType.Scalar.INT, random.ints(ROWS, 0, 2500).toArray(), null, ROWS),
                new BytesVector(DataType.Scalar.VARCHAR, data, starts, lengths, null, ROWS));
    }

    @Benchmark
    public Object encode() {
        out.clear();
        BatchCodec.write(batch, out);
        return out;
    }

    @Benchmark
    public Object encodeLimit() {
        var buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        for (var column = 0; column < 3; column++) {
            var values = ((LongVector) batch.column(column)).values();
            buffer.asLongBuffer().put(values);
            buffer.position(buffer.position() + Long.BYTES * ROWS);
        }
        var texts = (BytesVector) batch.column(4);
        for (var values : List.of(((IntVector) batch.column(3)).values(), texts.lengths())) {
            buffer.asIntBuffer().put(values);
            buffer.position(buffer.position() + Integer.BYTES * ROWS);
        }
        return buffer.put(texts.data());
    }

    @Benchmark
    public Object decode() {
        return BatchCodec.decode(encoded);
    }

    @Benchmark
    public Object decodeLimit() {
        var buffer = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        var longs = new long[3][ROWS];
        for (var values : longs) {
            buffer.asLongBuffer().get(values);
            buffer.position(buffer.position() + Long.BYTES * ROWS);
        }
        var ints = new int[3][ROWS];
        for (var values : List.of(ints[0], ints[1])) {
            buffer.asIntBuffer().get(values);
            buffer.position(buffer.position() + Integer.BYTES * ROWS);
        }
        for (var i = 1; i < ROWS; i++) {
            ints[2][i] = ints[2][i - 1] + ints[1][i - 1];
        }
        var data = Arrays.copyOfRange(encoded, buffer.position(), encoded.length);
        return List.of(longs, ints, data);
    }
}
