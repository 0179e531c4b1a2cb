package io.weir.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.graph.Partitioning;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.testing.Types;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExchangeTest {
    private static final ExchangeSettings ROOMY = new ExchangeSettings(1_000_000, 1L << 40);

    @TempDir
    private Path directory;

    private static List<LocalChannel> channels(int count) {
        return IntStream.range(0, count).mapToObj(i -> new LocalChannel(ROOMY)).toList();
    }

    private static List<Batch> drain(Channel channel) {
        var batches = new ArrayList<Batch>();
        while (channel.poll() instanceof Batch batch) {
            batches.add(batch);
        }
        return batches;
    }

    private static List<String> lines(List<Batch> batches) {
        var lines = new ArrayList<String>();
        batches.forEach(batch -> lines.addAll(Batches.lines(batch)));
        return lines;
    }

    @Test
    void equalKeysOfAnyVectorGoToTheSameTaskInOrder() {
        for (var type : RandomBatches.allTypes()) {
            var random = new RandomBatches(11);
            var channels = channels(5);
            var writer = ExchangeWriter.of(new Partitioning.Hash(List.of(1, 0)), channels, 64, 0);
            var sent = new ArrayList<String>();
            for (var i = 0; i < 10; i++) {
                var batch = random.of(List.of(type, RandomBatches.allTypes().get(3)), 100)
                        .withChanges(null);
                sent.addAll(Batches.lines(batch));
                writer.write(batch);
            }
            writer.broadcast(new Signal.EndOfInput());
            var target = new HashMap<Object, Integer>();
            var got = new ArrayList<String>();
            for (var i = 0; i < channels.size(); i++) {
                var received = drain(channels.get(i));
                var task = i;
                for (var line : lines(received)) {
                    assertEquals(task, target.computeIfAbsent(line, first -> task), type.sql());
                    got.add(line);
                }
                // small batches stand only before large ones and at the end
                for (var j = 0; j + 2 < received.size(); j++) {
                    assertTrue(received.get(j).rows() + received.get(j + 1).rows() >= 32, type.sql());
                }
            }
            sent.sort(null);
            got.sort(null);
            assertEquals(sent, got, type.sql());
        }
    }

    @Test
    void piecesOfOneDictionaryStayADictionary() {
        var batch = new RandomBatches(3).of(RandomBatches.allTypes().subList(7, 8), 10);
        var words = new DictionaryVector(
                new io.weir.vector.Dictionary(batch.column(0).flat()),
                IntStream.range(0, 1000).map(i -> i % 10).toArray(),
                null,
                1000);
        var channels = channels(4);
        var writer = ExchangeWriter.of(new Partitioning.Hash(List.of(0)), channels, 600, 0);
        writer.write(Batch.of(words));
        writer.write(Batch.of(words));
        writer.flush();
        for (var channel : channels) {
            drain(channel).forEach(got -> assertInstanceOf(DictionaryVector.class, got.column(0)));
        }
    }

    @Test
    void aFullChannelSaysSoAndCallsWhenHalfEmpty() {
        var channel = new LocalChannel(new ExchangeSettings(4, 1 << 20));
        var calls = new ArrayList<String>();
        channel.onReadable(() -> calls.add("readable"));
        channel.onWritable(() -> calls.add("writable"));
        var batch = Batches.of("a:int\n1");
        for (var i = 0; i < 4; i++) {
            assertFalse(channel.isFull());
            channel.send(batch);
        }
        assertTrue(channel.isFull());
        assertEquals(List.of("readable"), calls);
        channel.poll();
        assertEquals(List.of("readable"), calls);
        channel.poll();
        assertEquals(List.of("readable", "writable"), calls);
        channel.close();
        assertTrue(channel.isClosed());
        assertFalse(channel.isFull());
        assertNull(channel.poll());
        assertEquals(List.of("readable", "writable", "writable"), calls);
    }

    @Test
    void aChannelIsFullOfBytesToo() {
        var channel = new LocalChannel(new ExchangeSettings(100, 10));
        channel.send(Batches.of("a:bigint\n1\n2"));
        assertTrue(channel.isFull());
        channel.poll();
        assertFalse(channel.isFull());
    }

    @Test
    void twoThreadsLoseNothingAndNoWakeUp() throws Exception {
        var channel = new LocalChannel(new ExchangeSettings(3, 1 << 20));
        var readable = new Semaphore(0);
        var writable = new Semaphore(0);
        channel.onReadable(readable::release);
        channel.onWritable(writable::release);
        var count = 20_000;
        var writer = new Thread(() -> {
            for (var i = 0; i < count; i++) {
                while (channel.isFull()) {
                    writable.acquireUninterruptibly();
                }
                channel.send(new Signal.Watermark(i));
            }
        });
        writer.start();
        for (var i = 0; i < count; i++) {
            Message message = channel.poll();
            while (message == null) {
                readable.acquire();
                message = channel.poll();
            }
            assertEquals(new Signal.Watermark(i), message);
        }
        writer.join();
    }

    @Test
    void aSpoolKeepsAllUntilTheEndForAllReadersWithOrWithoutMemory() throws Exception {
        for (var memory : new long[] {1 << 30, 20_000, 1}) {
            var pool = new MemoryPool(memory);
            var spool = new SpoolMemory(pool, "edge");
            var channel = new Spool(spool, new SpillDirectory(directory));
            var first = channel.reader();
            var second = channel.reader();
            var random = new RandomBatches(5);
            var sent = new ArrayList<String>();
            for (var i = 0; i < 40; i++) {
                var batch = random.of(RandomBatches.allTypes().subList(0, 10), 50);
                sent.addAll(Batches.lines(batch));
                channel.send(batch.compact());
                assertNull(first.poll());
                assertFalse(channel.isFull());
            }
            channel.send(new Signal.EndOfInput());
            assertEquals(memory == 1 << 30 ? 0 : 1, files());
            assertEquals(sent.size(), channel.rows());
            assertTrue(channel.bytes() > 0);
            assertEquals(sent, lines(drain(first)));
            assertNull(first.poll());
            assertFalse(channel.isClosed());
            assertEquals(sent, lines(drain(second)));
            assertTrue(channel.isClosed());
            assertEquals(0, files());
            assertEquals(0, pool.used());
            spool.close();
        }
    }

    @Test
    void aSpoolThatNobodyReadsLeavesNothing() throws Exception {
        var pool = new MemoryPool(5_000);
        var spool = new SpoolMemory(pool, "edge");
        var channel = new Spool(spool, new SpillDirectory(directory));
        var random = new RandomBatches(5);
        for (var i = 0; i < 40; i++) {
            channel.send(random.of(RandomBatches.allTypes().subList(0, 3), 100));
        }
        assertEquals(1, files());
        channel.close();
        spool.close();
        channel.send(random.any());
        assertEquals(0, files());
        assertEquals(0, pool.used());
    }

    @Test
    void aSpoolLetsGoWhatItsOnlyReaderHasTaken() {
        var pool = new MemoryPool(1 << 20);
        var spool = new Spool(new SpoolMemory(pool, "edge"), new SpillDirectory(directory));
        var reader = spool.reader();
        for (var i = 0; i < 10; i++) {
            spool.send(Batches.of("a:bigint\n1\n2"));
        }
        spool.send(new Signal.EndOfInput());
        var all = pool.used();
        reader.poll();
        assertEquals(all * 9 / 10, pool.used());
        reader.close();
        assertTrue(spool.isClosed());
        assertEquals(0, pool.used());
    }

    /** Rows with equal keys meet, whether they were kept in more partitions than there are readers or not. */
    @Test
    void runsOfPartitionsAreReadAsTheyAreWritten() {
        var hash = new Partitioning.Hash(List.of(0));
        var batch =
                new RandomBatches(3).of(List.of(DataType.Scalar.BIGINT), 500).compact();
        for (var tasks = 1; tasks <= 5; tasks++) {
            var runs = Runs.even(5, tasks);
            var fine = channels(5);
            ExchangeWriter.ofHashes(hash, Runs.each(5), fine, 16).write(batch);
            var coarse = channels(tasks);
            ExchangeWriter.ofHashes(hash, runs, coarse, 16).write(batch);
            for (var task = 0; task < tasks; task++) {
                var expected = new ArrayList<String>();
                for (var partition = runs.first(task); partition < runs.first(task + 1); partition++) {
                    expected.addAll(lines(drain(fine.get(partition))));
                }
                var actual = new ArrayList<>(lines(drain(coarse.get(task))));
                expected.sort(null);
                actual.sort(null);
                assertEquals(expected, actual);
            }
        }
    }

    private long files() throws Exception {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void rebalanceTakesTurnsAndBroadcastGoesToAll() {
        var batch = Batches.of("a:int\n1\n2\n3\n4");
        var turns = channels(3);
        var writer = ExchangeWriter.of(new Partitioning.Rebalance(), turns, 4, 1);
        for (var i = 0; i < 3; i++) {
            writer.write(batch);
        }
        turns.forEach(channel -> assertEquals(4, lines(drain(channel)).size()));
        var all = channels(3);
        ExchangeWriter.of(new Partitioning.Broadcast(), all, 4, 1).write(batch);
        all.forEach(channel -> assertEquals(4, Values.get(drain(channel).get(0).column(0), 3)));
    }

    @Test
    void rangesAreApartAndInOrder() {
        var order = List.of(new Partitioning.SortColumn(0, false, true), new Partitioning.SortColumn(1, true, false));
        for (var type : List.of("int", "varchar", "double", "decimal(30,2)", "timestamp(3)")) {
            for (var rows : new int[] {3, 1000}) {
                var random = new RandomBatches(rows);
                var types = List.of(Types.parse(type), Types.parse("smallint"));
                var schema = Schema.of(new Schema.Field("a", types.get(0)), new Schema.Field("b", types.get(1)));
                var bounds = new SampledBounds(2, 4);
                var channels = channels(8);
                var range = new Partitioning.Range(order, schema);
                var writers = List.of(
                        ExchangeWriter.ofRanges(range, bounds.of(0), channels.subList(0, 4), 64),
                        ExchangeWriter.ofRanges(range, bounds.of(1), channels.subList(4, 8), 64));
                for (var i = 0; i < 60; i++) {
                    writers.get(i % 2).write(random.of(types, rows).withChanges(null));
                }
                assertEquals(rows == 1000, writers.get(0).end());
                assertTrue(writers.get(1).end());
                assertTrue(writers.get(0).end());
                List<byte[]> last = List.of();
                for (var target = 0; target < 4; target++) {
                    var keys = new ArrayList<byte[]>();
                    for (var channel : List.of(channels.get(target), channels.get(target + 4))) {
                        for (var batch : drain(channel)) {
                            var encoded = new RangeKeys(order, batch.compact());
                            IntStream.range(0, batch.rows()).forEach(row -> keys.add(encoded.key(row)));
                        }
                    }
                    keys.sort(Arrays::compareUnsigned);
                    if (!last.isEmpty() && !keys.isEmpty()) {
                        assertTrue(Arrays.compareUnsigned(last.get(last.size() - 1), keys.get(0)) < 0, type);
                    }
                    last = keys.isEmpty() ? last : keys;
                }
            }
        }
    }

    @Test
    void keysOfRowsCompareAsTheRows() {
        var batch = Batches.of("""
                a:double  b:varchar
                -         x
                -1e300    x
                -1        x
                0         a
                0         ab
                0         b
                1e-300    x
                Infinity  x
                NaN       x
                """);
        var up = List.of(new Partitioning.SortColumn(0, true, true), new Partitioning.SortColumn(1, true, true));
        var down = List.of(new Partitioning.SortColumn(0, false, false), new Partitioning.SortColumn(1, false, false));
        for (var row = 1; row < batch.rows(); row++) {
            var ascending = new RangeKeys(up, batch);
            assertTrue(Arrays.compareUnsigned(ascending.key(row - 1), ascending.key(row)) < 0, "row " + row);
            var descending = new RangeKeys(down, batch);
            assertTrue(Arrays.compareUnsigned(descending.key(row - 1), descending.key(row)) > 0, "row " + row);
        }
    }
}
