package io.weir.relational;

import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Like;
import io.weir.expression.Literal;
import io.weir.flow.Batch;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Four million texts of 18 bytes, of which 100,000 are different: as keys, flat and by a dictionary, and searched. */
@OperationsPerInvocation(TextBenchmark.ROWS)
public class TextBenchmark extends RowBenchmark {
    static final int ROWS = 4 << 20;
    private static final int TEXTS = 100_000;
    private static final int LENGTH = 18;
    private static final String WANTED = "0999";
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final HashAggregate.Plan plan = GroupByBenchmark.plan(Scalar.VARCHAR);
    private final Expression like =
            Like.of(new Column(0, Scalar.VARCHAR), new Literal(Scalar.VARCHAR, "%" + WANTED + "%"), null);
    private List<Batch> flat;
    private List<Batch> encoded;
    private List<String> searched;
    private List<BytesVector> texts;
    private long[][] values;
    private long[] sums;
    private long[] counts;

    @Setup
    public void fill() {
        var data = new StringBuilder();
        IntStream.range(0, TEXTS).forEach(i -> data.append("Customer#").append(100_000_000 + i));
        var bytes = data.toString().getBytes(StandardCharsets.US_ASCII);
        var starts = IntStream.range(0, TEXTS).map(i -> i * LENGTH).toArray();
        var lengths = new int[TEXTS];
        Arrays.fill(lengths, LENGTH);
        var dictionary = new Dictionary(new BytesVector(Scalar.VARCHAR, bytes, starts, lengths, null, TEXTS));
        var random = new Random(1);
        var ids = new DictionaryVector(dictionary, random.ints(ROWS, 0, TEXTS).toArray(), null, ROWS);
        encoded = cut(Batch.of(ids, bigints(random.longs(ROWS, 0, 1024).toArray())));
        flat = new ArrayList<>();
        texts = new ArrayList<>();
        for (var batch : encoded) {
            var text = ((BytesVector) batch.column(0).flat()).compact();
            texts.add(text);
            flat.add(Batch.of(text, batch.column(1)));
        }
        searched = texts.stream()
                .map(text -> new String(text.data(), StandardCharsets.ISO_8859_1))
                .toList();
        values = longs(encoded, 1);
        sums = new long[TEXTS];
        counts = new long[TEXTS];
    }

    @Benchmark
    public Object like() {
        var found = 0;
        for (var batch : flat) {
            found += like.select(batch, batch.selection()).count();
        }
        return found;
    }

    /** The platform's search in texts that are strings already. */
    @Benchmark
    public Object likeLimit() {
        var found = 0;
        for (var text : searched) {
            for (var at = text.indexOf(WANTED); at >= 0; at = text.indexOf(WANTED, (at / LENGTH + 1) * LENGTH)) {
                found += at % LENGTH <= LENGTH - WANTED.length() ? 1 : 0;
            }
        }
        return found;
    }

    @Benchmark
    public Object dictionaryKeys() throws Exception {
        return run(plan, encoded);
    }

    /** The id is the group. */
    @Benchmark
    public Object dictionaryKeysLimit() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        for (var batch = 0; batch < values.length; batch++) {
            var ids = ((DictionaryVector) encoded.get(batch).column(0)).ids();
            for (var i = 0; i < ids.length; i++) {
                sums[ids[i]] += values[batch][i];
                counts[ids[i]]++;
            }
        }
        return sums.clone();
    }

    @Benchmark
    public Object textKeys() throws Exception {
        return run(plan, flat);
    }

    /** A slot has the hash of a text and its group, which is compared with the text that began it. */
    @Benchmark
    public Object textKeysLimit() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        var slots = new long[2 << 18];
        var kept = new byte[TEXTS * LENGTH];
        var groups = 0;
        for (var batch = 0; batch < values.length; batch++) {
            var text = texts.get(batch);
            for (var i = 0; i < text.size(); i++) {
                var start = text.starts()[i];
                var hash = hash(text.data(), start);
                var slot = (int) (hash >>> Long.SIZE - 18) << 1;
                while (slots[slot + 1] != 0
                        && (slots[slot] != hash || !same(text.data(), start, kept, (int) slots[slot + 1] - 1))) {
                    slot = slot + 2 & slots.length - 1;
                }
                if (slots[slot + 1] == 0) {
                    System.arraycopy(text.data(), start, kept, groups * LENGTH, LENGTH);
                    slots[slot] = hash;
                    slots[slot + 1] = ++groups;
                }
                var group = (int) slots[slot + 1] - 1;
                sums[group] += values[batch][i];
                counts[group]++;
            }
        }
        return List.of(kept, sums.clone(), counts.clone());
    }

    private static long hash(byte[] data, int start) {
        var hash = (long) EIGHT.get(data, start) * SPREAD;
        hash = (hash ^ hash >>> 32 ^ (long) EIGHT.get(data, start + 8)) * SPREAD;
        return (hash ^ hash >>> 32 ^ data[start + 16] ^ (long) data[start + 17] << 8) * SPREAD;
    }

    private static boolean same(byte[] data, int start, byte[] kept, int group) {
        return Arrays.equals(data, start, start + LENGTH, kept, group * LENGTH, (group + 1) * LENGTH);
    }
}
