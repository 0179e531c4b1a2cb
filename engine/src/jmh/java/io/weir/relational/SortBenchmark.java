package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Ten million rows of two BIGINTs in order. Five rows on average share the first value, or hardly any. */
@OperationsPerInvocation(SortBenchmark.ROWS)
public class SortBenchmark extends RowBenchmark {
    static final int ROWS = 10_000_000;
    private static final int DIGIT = 8;
    private static final int ROW_BITS = 24;

    /** The range of the first column: of 21 bits, or of 40. */
    @Param({"2000000", "1000000000000"})
    public long range;

    private List<Batch> batches;
    private Sort.Plan plan;
    private long[] first;
    private long[] second;

    @Setup
    public void fill() {
        var random = new SplittableRandom(5);
        first = random.longs(ROWS, 0, range).toArray();
        second = random.longs(ROWS, 0, Long.MAX_VALUE).toArray();
        batches = cut(Batch.of(bigints(first), bigints(second)));
        var schema = Schema.of(
                new Schema.Field("first", DataType.Scalar.BIGINT), new Schema.Field("second", DataType.Scalar.BIGINT));
        plan = new Sort.Plan(List.of(new SortColumn(0, true, false), new SortColumn(1, true, false)), schema);
    }

    @Benchmark
    public Object sort() throws Exception {
        return run(plan, batches);
    }

    /** The row number behind as much of the key as a long has room for, by radix; then what is equal so far, by insertion. */
    @Benchmark
    public Object sortLimit() {
        var keyBits = Long.SIZE - Long.numberOfLeadingZeros(range);
        var words = new long[ROWS];
        for (var i = 0; i < ROWS; i++) {
            words[i] = first[i] << ROW_BITS | i;
        }
        var sorted = radix(words, ROW_BITS, Math.min(Long.SIZE, ROW_BITS + keyBits));
        var rows = new int[ROWS];
        var seconds = new long[ROWS];
        for (var i = 0; i < ROWS; i++) {
            rows[i] = (int) sorted[i] & (1 << ROW_BITS) - 1;
            seconds[i] = second[rows[i]];
        }
        for (var i = 1; i < ROWS; i++) {
            var row = rows[i];
            var value = seconds[i];
            var at = i;
            for (; at > 0 && sorted[at - 1] >>> ROW_BITS == sorted[i] >>> ROW_BITS && seconds[at - 1] > value; at--) {
                rows[at] = rows[at - 1];
                seconds[at] = seconds[at - 1];
            }
            rows[at] = row;
            seconds[at] = value;
        }
        return gather(rows, seconds);
    }

    private static long[] radix(long[] words, int fromBit, int toBit) {
        var source = words;
        var target = new long[words.length];
        for (var shift = fromBit; shift < toBit; shift += DIGIT) {
            var ends = new int[(1 << DIGIT) + 1];
            for (var word : source) {
                ends[((int) (word >>> shift) & (1 << DIGIT) - 1) + 1]++;
            }
            for (var i = 0; i < 1 << DIGIT; i++) {
                ends[i + 1] += ends[i];
            }
            for (var word : source) {
                target[ends[(int) (word >>> shift) & (1 << DIGIT) - 1]++] = word;
            }
            var other = source;
            source = target;
            target = other;
        }
        return source;
    }

    private Object gather(int[] rows, long[] seconds) {
        var emitted = new Emitted();
        for (var from = 0; from < ROWS; from += Batch.DEFAULT_ROWS) {
            var left = new long[Math.min(Batch.DEFAULT_ROWS, ROWS - from)];
            var right = new long[left.length];
            for (var i = 0; i < left.length; i++) {
                left[i] = first[rows[from + i]];
                right[i] = seconds[from + i];
            }
            emitted.emit(Batch.of(bigints(left), bigints(right)));
        }
        return emitted;
    }
}
