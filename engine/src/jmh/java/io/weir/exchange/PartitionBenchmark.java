package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.graph.Partitioning;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Rows of three BIGINTs and an INT spread by the hash of the first over tasks, which get batches of the usual size. */
@OperationsPerInvocation(PartitionBenchmark.ROWS)
public class PartitionBenchmark extends RowBenchmark {
    static final int ROWS = 512 * Batch.DEFAULT_ROWS;

    @Param({"2", "8", "64", "256"})
    public int targets;

    private List<Batch> batches;
    private final Received received = new Received();

    /** Takes all that is sent. */
    private static final class Received implements Sender {
        private Message last;

        @Override
        public void send(Message message) {
            last = message;
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void onWritable(Runnable wake) {
            // never full
        }
    }

    @Setup
    public void fill() {
        var random = new Random(1);
        batches = cut(Batch.of(
                bigints(random.longs(ROWS, 0, 6_000_000).toArray()),
                bigints(random.longs(ROWS, 0, 10_000_000).toArray()),
                bigints(random.longs(ROWS, 0, 11).toArray()),
                new IntVector(DataType.Scalar.INT, random.ints(ROWS, 0, 2500).toArray(), null, ROWS)));
    }

    @Benchmark
    public Object partition() {
        var writer = ExchangeWriter.of(
                new Partitioning.Hash(List.of(0)), Collections.nCopies(targets, received), Batch.DEFAULT_ROWS, 0);
        batches.forEach(writer::write);
        writer.flush();
        return received.last;
    }

    /** Columns of a target, and how far they are filled. */
    private static final class Piece {
        private long[][] longs = new long[3][Batch.DEFAULT_ROWS];
        private int[] ints = new int[Batch.DEFAULT_ROWS];
        private int filled;
    }

    @Benchmark
    public Object partitionLimit() {
        var pieces = new Piece[targets];
        for (var i = 0; i < targets; i++) {
            pieces[i] = new Piece();
        }
        for (var batch : batches) {
            spread(batch, pieces);
        }
        for (var piece : pieces) {
            send(piece);
        }
        return received.last;
    }

    private void spread(Batch batch, Piece[] pieces) {
        var shift = Long.SIZE - Integer.numberOfTrailingZeros(targets);
        var keys = ((LongVector) batch.column(0)).values();
        var ends = new int[targets + 1];
        for (var key : keys) {
            ends[(int) (key * SPREAD >>> shift) + 1]++;
        }
        for (var i = 0; i < targets; i++) {
            ends[i + 1] += ends[i];
        }
        var order = new int[keys.length];
        for (var i = 0; i < keys.length; i++) {
            order[ends[(int) (keys[i] * SPREAD >>> shift)]++] = i;
        }
        for (var i = 0; i < targets; i++) {
            append(batch, order, i == 0 ? 0 : ends[i - 1], ends[i], pieces[i]);
        }
    }

    private void append(Batch batch, int[] order, int from, int to, Piece piece) {
        if (piece.filled + to - from > Batch.DEFAULT_ROWS) {
            send(piece);
        }
        for (var column = 0; column < piece.longs.length; column++) {
            var values = ((LongVector) batch.column(column)).values();
            for (var i = from; i < to; i++) {
                piece.longs[column][piece.filled + i - from] = values[order[i]];
            }
        }
        var values = ((IntVector) batch.column(3)).values();
        for (var i = from; i < to; i++) {
            piece.ints[piece.filled + i - from] = values[order[i]];
        }
        piece.filled += to - from;
    }

    private void send(Piece piece) {
        var columns = piece.longs;
        received.send(Batch.of(
                        bigints(columns[0]),
                        bigints(columns[1]),
                        bigints(columns[2]),
                        new IntVector(DataType.Scalar.INT, piece.ints, null, Batch.DEFAULT_ROWS))
                .slice(0, piece.filled));
        piece.longs = new long[columns.length][Batch.DEFAULT_ROWS];
        piece.ints = new int[Batch.DEFAULT_ROWS];
        piece.filled = 0;
    }
}
