package io.weir.exchange.socket;

import static io.weir.exchange.socket.Processes.readAll;
import static io.weir.exchange.socket.Processes.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Attempt;
import io.weir.exchange.Channel;
import io.weir.exchange.Compression;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.OutputAddress;
import io.weir.exchange.OutputChannel;
import io.weir.exchange.OutputStore;
import io.weir.exchange.OutputWriter;
import io.weir.exchange.PartitionRange;
import io.weir.flow.Batch;
import io.weir.graph.Partitioning;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.testing.RandomBatches;
import io.weir.testing.Types;
import io.weir.type.DataType;
import io.weir.vector.LongVector;
import io.weir.vector.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tasks left for blocking edges, read from another process. */
@Timeout(120)
class StoredExchangeTest {
    private static final int EDGE = 4;

    private final Processes processes = new Processes();
    private final OutputStore store = new OutputStore();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        processes.close();
        store.remove(address -> true);
    }

    private static Attempt attempt(int task) {
        return new Attempt(task, 1, 0);
    }

    private static PartitionRange range(List<Integer> tasks, int from, int to) {
        return new PartitionRange(
                "job", EDGE, tasks.stream().map(StoredExchangeTest::attempt).toList(), from, to);
    }

    private OutputWriter writer(int task, int partitions, ExchangeSettings settings) {
        var parts = new OutputWriter.Parts(settings.network(), new MemoryPool(1), new SpillDirectory(directory));
        return new OutputWriter(new OutputAddress("job", EDGE, attempt(task)), partitions, parts, store::add);
    }

    private void write(int task, int partitions, int batches, ExchangeSettings settings) {
        var output = writer(task, partitions, settings);
        var writer = ExchangeWriter.toFile(new Partitioning.Hash(List.of(0)), output, 200);
        var random = new RandomBatches(task);
        for (var i = 0; i < batches; i++) {
            writer.write(random.of(List.of(Types.parse("bigint"), Types.parse("varchar")), 1000)
                    .withChanges(null));
        }
        assertTrue(writer.end());
    }

    private List<String> local(PartitionRange range) throws InterruptedException {
        try (var channel = new OutputChannel(store, range)) {
            return readAll(channel);
        }
    }

    @Test
    void readersElsewhereGetWhatReadersHereGet() throws Exception {
        for (var seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            var settings = Processes.small(List.of(Compression.values()).get(seed % 2));
            var partitions = 1 + random.nextInt(20);
            for (var task = 0; task < 4; task++) {
                write(task, partitions, random.nextInt(60), settings);
            }
            var from = processes.start("writer " + seed, settings, store);
            var to = processes.start("reader " + seed, settings);
            var ranges = new ArrayList<PartitionRange>();
            var received = new ArrayList<Future<List<String>>>();
            for (var i = 0; i < 12; i++) {
                var first = random.nextInt(partitions);
                var tasks = IntStream.range(0, 4)
                        .filter(task -> random.nextBoolean())
                        .boxed()
                        .toList();
                ranges.add(range(tasks, first, first + 1 + random.nextInt(partitions - first)));
                var channel = to.open(from.own(), ranges.get(i));
                received.add(processes.async(() -> readAll(channel)));
            }
            for (var i = 0; i < ranges.size(); i++) {
                assertEquals(local(ranges.get(i)), received.get(i).get(), "seed " + seed);
            }
            assertEquals(0, to.granted());
            store.remove(address -> true);
        }
    }

    @Test
    void readersThatDoNotReadHoldUpNoOther() throws Exception {
        var settings = Processes.small(Compression.NONE);
        write(1, 3, 100, settings);
        var from = processes.start("a", settings, store);
        var to = processes.start("b", settings);
        // many more than buffers may be filled at once
        var idle = new ArrayList<Channel>();
        for (var i = 0; i < 300; i++) {
            idle.add(to.open(from.own(), range(List.of(1), 0, 1)));
        }
        var expected = local(range(List.of(1), 1, 2));
        for (var i = 0; i < 3; i++) {
            assertEquals(expected, readAll(to.open(from.own(), range(List.of(1), 1, 2))));
        }
        assertTrue(to.granted() <= (1 << 19) + 301L * CreditPool.FLOOR, to.granted() + " bytes");
        idle.forEach(Channel::close);
        assertEquals(expected, readAll(to.open(from.own(), range(List.of(1), 1, 2))));
        assertEquals(0, to.granted());
    }

    @Test
    void readersThatLeaveHalfWayGiveTheirBuffersBack() throws Exception {
        var settings = Processes.small(Compression.NONE);
        write(1, 3, 100, settings);
        var from = processes.start("a", settings, store);
        var to = processes.start("b", settings);
        // more rounds than there are buffers to fill
        for (var round = 0; round < 400; round++) {
            var channel = to.open(from.own(), range(List.of(1), round % 3, round % 3 + 1));
            for (var i = round % 4; i > 0; i--) {
                assertInstanceOf(Batch.class, take(channel));
            }
            channel.close();
            assertNull(channel.poll());
        }
        assertEquals(local(range(List.of(1), 0, 3)), readAll(to.open(from.own(), range(List.of(1), 0, 3))));
    }

    @Test
    void aLostOutputFailsItsReaderAndNamesTheProcess() throws Exception {
        var settings = Processes.small(Compression.NONE);
        write(1, 3, 5, settings);
        write(2, 3, 5, settings);
        var from = processes.start("writing process", settings, store);
        var to = processes.start("b", settings);
        Files.delete(store.find(new OutputAddress("job", EDGE, attempt(2)))
                .orElseThrow()
                .path());
        for (var tasks : List.of(List.of(1, 2), List.of(9))) {
            var channel = to.open(from.own(), range(tasks, 0, 1));
            var lost = assertThrows(EngineException.class, () -> readAll(channel));
            assertEquals(ErrorCode.OUTPUT_LOST, lost.code());
            assertTrue(lost.getMessage().contains("task=" + tasks.get(tasks.size() - 1)), lost.getMessage());
            assertTrue(lost.getMessage().contains("writing process"), lost.getMessage());
            channel.close();
        }
        var wrong = to.open(from.own(), range(List.of(1), 0, 4));
        assertEquals(
                ErrorCode.INTERNAL,
                assertThrows(EngineException.class, () -> readAll(wrong)).code());
        assertEquals(local(range(List.of(1), 0, 1)), readAll(to.open(from.own(), range(List.of(1), 0, 1))));
    }

    /** A thousand tasks for a thousand: what is kept of it, by writers and by readers, does not grow with the product. */
    @Test
    void aThousandByAThousandPartitionsWork() throws Exception {
        var count = 1000;
        var settings = Processes.settings(1 << 20, 4 << 10, Compression.NONE);
        var from = processes.start("a", settings, store);
        var to = processes.start("b", settings);
        var pool = new MemoryPool(1 << 20);
        var parts = new OutputWriter.Parts(settings.network(), pool, new SpillDirectory(directory));
        var keys = new LongVector(
                DataType.Scalar.BIGINT, IntStream.range(0, 3000).asLongStream().toArray(), null, 3000);
        for (var task = 0; task < count; task++) {
            var output = new OutputWriter(new OutputAddress("job", EDGE, attempt(task)), count, parts, store::add);
            var writer = ExchangeWriter.toFile(new Partitioning.Hash(List.of(0)), output, 2048);
            writer.write(Batch.of(keys));
            writer.end();
        }
        assertTrue(pool.peak() <= 1 << 20, pool.peak() + " bytes");
        var tasks = IntStream.range(0, count).boxed().toList();
        var seen = new int[3000];
        var received = new ArrayList<Future<long[]>>();
        for (var partition = 0; partition < 20; partition++) {
            var channel = to.open(from.own(), range(tasks, partition * 50, partition * 50 + 1));
            received.add(processes.async(() -> values(channel)));
        }
        assertTrue(to.granted() <= (1 << 19) + 20L * CreditPool.FLOOR, to.granted() + " bytes");
        for (var values : received) {
            for (var value : values.get()) {
                seen[(int) value]++;
            }
        }
        for (var partition = 0; partition < 20; partition++) {
            for (var value : values(new OutputChannel(store, range(List.of(0), partition * 50, partition * 50 + 1)))) {
                assertEquals(count, seen[(int) value]);
                seen[(int) value] = 0;
            }
        }
        assertEquals(0, IntStream.of(seen).sum());
        // all of it, as one stream
        assertEquals(3000L * count, values(new OutputChannel(store, range(tasks, 0, count))).length);
    }

    private static long[] values(Channel channel) throws InterruptedException {
        var values = java.util.stream.LongStream.builder();
        while (take(channel) instanceof Batch batch) {
            for (var i = 0; i < batch.rows(); i++) {
                values.add((Long) Values.get(batch.column(0), i));
            }
        }
        return values.build().toArray();
    }
}
