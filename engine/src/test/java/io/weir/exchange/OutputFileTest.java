package io.weir.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.flow.Signal;
import io.weir.graph.Partitioning;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.testing.Types;
import io.weir.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OutputFileTest {
    private static final ExchangeSettings ROOMY = new ExchangeSettings(1_000_000, 1L << 40);

    @TempDir
    private Path directory;

    private final OutputStore store = new OutputStore();

    private static Attempt attempt(int task) {
        return new Attempt(task, 1, 0);
    }

    private static OutputAddress address(int task) {
        return new OutputAddress("job", 3, attempt(task));
    }

    private OutputWriter writer(int task, int partitions, MemoryPool pool, Compression compression) {
        return writer(
                task,
                partitions,
                pool,
                new NetworkSettings(1 << 20, 1 << 10, compression, 1 << 20, Duration.ofSeconds(1)));
    }

    private OutputWriter writer(int task, int partitions, MemoryPool pool, NetworkSettings settings) {
        var parts = new OutputWriter.Parts(settings, pool, new SpillDirectory(directory));
        return new OutputWriter(address(task), partitions, parts, store::add);
    }

    private List<Batch> read(List<Integer> tasks, int from, int to) {
        var writers = tasks.stream().map(OutputFileTest::attempt).toList();
        try (var channel = new OutputChannel(store, new PartitionRange("job", 3, writers, from, to))) {
            var batches = new ArrayList<Batch>();
            var message = channel.poll();
            while (message instanceof Batch batch) {
                batches.add(batch);
                message = channel.poll();
            }
            assertEquals(new Signal.EndOfInput(), message);
            return batches;
        }
    }

    private static List<String> lines(List<Batch> batches) {
        return batches.stream().flatMap(batch -> Batches.lines(batch).stream()).toList();
    }

    private long files() throws Exception {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private static Partitioning partitioning(int kind, Schema schema) {
        var order = List.of(new Partitioning.SortColumn(0, true, true), new Partitioning.SortColumn(1, false, false));
        return switch (kind) {
            case 0 -> new Partitioning.Hash(List.of(1, 0));
            case 1 -> new Partitioning.Range(order, schema);
            case 2 -> new Partitioning.Rebalance();
            case 3 -> new Partitioning.Broadcast();
            default -> new Partitioning.Single();
        };
    }

    /** The plain version is the pipelined writer: the same rows must be in the same partitions, whatever memory there is. */
    @Test
    void partitionsHaveTheRowsThatChannelsWouldHave() throws Exception {
        for (var seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var kind = seed % 5;
            var partitions = kind > 2 ? 1 : 1 + random.nextInt(40);
            var types = List.of(Types.parse("int"), Types.parse("varchar"), Types.parse("array(varchar)"));
            var names = List.of("a", "b", "c");
            var schema = Schema.of(IntStream.range(0, 3)
                    .mapToObj(i -> new Schema.Field(names.get(i), types.get(i)))
                    .toArray(Schema.Field[]::new));
            var partitioning = partitioning(kind, schema);
            var channels = IntStream.range(0, partitions)
                    .mapToObj(i -> new LocalChannel(ROOMY))
                    .toList();
            var pool = new MemoryPool(random.nextBoolean() ? 1 << 30 : 1 + random.nextInt(2 << 20));
            var output =
                    writer(seed, partitions, pool, List.of(Compression.values()).get(seed / 5 % 2));
            ExchangeWriter plain;
            ExchangeWriter toFile;
            if (partitioning instanceof Partitioning.Range range) {
                plain = ExchangeWriter.ofRanges(range, new SampledBounds(1, partitions).of(0), channels, 64);
                toFile = ExchangeWriter.rangesToFile(range, new SampledBounds(1, partitions).of(0), output, 64);
            } else {
                plain = ExchangeWriter.of(partitioning, channels, 64, 0);
                toFile = ExchangeWriter.toFile(partitioning, output, 64);
            }
            var batches = new RandomBatches(seed);
            for (var i = random.nextInt(40); i > 0; i--) {
                var batch = batches.of(types, 200).withChanges(null);
                plain.write(batch);
                toFile.write(batch);
                assertFalse(toFile.isFull());
            }
            assertTrue(plain.end());
            assertTrue(toFile.end());
            assertEquals(0, pool.used());
            var statistics = output.statistics();
            var rows = 0L;
            for (var partition = 0; partition < partitions; partition++) {
                var expected = new ArrayList<Batch>();
                while (channels.get(partition).poll() instanceof Batch batch) {
                    expected.add(batch);
                }
                var found = lines(read(List.of(seed), partition, partition + 1));
                // a round of batches is another order of whole batches
                var sort = kind == 2;
                assertEquals(sorted(lines(expected), sort), sorted(found, sort), "seed " + seed);
                assertEquals(found.isEmpty(), statistics.bytes().get(partition) == 0, "seed " + seed);
                rows += found.size();
            }
            assertEquals(rows, statistics.rows());
        }
        assertEquals(120, files());
        store.remove(address -> address.writer().task() % 2 == 0);
        assertEquals(60, files());
        store.remove(address -> true);
        assertEquals(0, files());
    }

    private static List<String> sorted(List<String> lines, boolean sort) {
        return sort ? lines.stream().sorted().toList() : lines;
    }

    @Test
    void aRunOfPartitionsOfSeveralTasksIsOneStream() {
        var expected = new ArrayList<String>();
        for (var task = 0; task < 3; task++) {
            var output = writer(task, 10, new MemoryPool(1), Compression.NONE);
            var writer = ExchangeWriter.toFile(new Partitioning.Hash(List.of(0)), output, 50);
            var random = new RandomBatches(task);
            for (var i = 0; i < 300; i++) {
                writer.write(random.of(List.of(Types.parse("bigint"), Types.parse("double")), 500)
                        .withChanges(null));
            }
            writer.end();
            assertTrue(store.find(address(task)).orElseThrow().rounds() > 1);
        }
        for (var partition = 4; partition < 9; partition++) {
            expected.addAll(lines(read(List.of(2, 0), partition, partition + 1)));
        }
        assertFalse(expected.isEmpty());
        assertEquals(sorted(expected, true), sorted(lines(read(List.of(2, 0), 4, 9)), true));
    }

    @Test
    void whatATaskHoldsIsBoundedAndItsMessagesAreNotCrumbs() {
        var pool = new MemoryPool(1 << 30);
        var settings = new NetworkSettings(1 << 20, 1 << 16, Compression.NONE, 1 << 20, Duration.ofSeconds(1));
        var output = writer(1, 100, pool, settings);
        var writer = ExchangeWriter.toFile(new Partitioning.Hash(List.of(0)), output, 1000);
        var random = new RandomBatches(1);
        for (var i = 0; i < 200; i++) {
            writer.write(random.of(List.of(Types.parse("bigint"), Types.parse("bigint")), 2000));
            assertTrue(pool.used() <= 1 << 20, pool.used() + " bytes");
        }
        writer.end();
        var batches = read(List.of(1), 7, 8);
        var rows = batches.stream().mapToInt(Batch::rows).sum();
        assertTrue(rows > 200 * batches.size(), rows + " rows in " + batches.size() + " batches");
    }

    @Test
    void anOutputThatIsNotFinishedLeavesNothing() throws Exception {
        var pool = new MemoryPool(1 << 20);
        try (var output = writer(1, 10, pool, Compression.NONE)) {
            var writer = ExchangeWriter.toFile(new Partitioning.Hash(List.of(0)), output, 100);
            writer.write(new RandomBatches(1).of(List.of(Types.parse("bigint")), 1000));
            assertEquals(2, files());
        }
        assertEquals(0, files());
        assertEquals(0, pool.used());
        assertTrue(store.find(address(1)).isEmpty());
    }

    @Test
    void aLostOutputIsNamed() throws Exception {
        var output = writer(5, 4, new MemoryPool(1 << 20), Compression.NONE);
        var writer = ExchangeWriter.toFile(new Partitioning.Rebalance(), output, 10);
        writer.write(Batches.of("a:int\n1\n2"));
        writer.end();
        var absent = assertThrows(EngineException.class, () -> read(List.of(5, 6), 0, 1));
        assertEquals(ErrorCode.OUTPUT_LOST, absent.code());
        assertTrue(absent.getMessage().contains("task=6"), absent.getMessage());
        var path = store.find(address(5)).orElseThrow().path();
        try (var file = Files.newByteChannel(path, java.nio.file.StandardOpenOption.WRITE)) {
            file.truncate(3);
        }
        var cut = assertThrows(EngineException.class, () -> read(List.of(5), 0, 1));
        assertEquals(ErrorCode.OUTPUT_LOST, cut.code());
        Files.delete(path);
        var deleted = assertThrows(EngineException.class, () -> read(List.of(5), 0, 1));
        assertEquals(ErrorCode.OUTPUT_LOST, deleted.code());
        assertTrue(deleted.getMessage().contains("task=5"), deleted.getMessage());
    }

    @Test
    void signalsOtherThanTheEndDoNotMatter() {
        var output = writer(1, 1, new MemoryPool(1 << 20), Compression.NONE);
        var writer = ExchangeWriter.toFile(new Partitioning.Single(), output, 10);
        writer.write(Batches.of("a:int\n1"));
        writer.broadcast(new Signal.Watermark(5));
        writer.write(Batches.of("a:int\n2"));
        assertTrue(writer.end());
        assertEquals(List.of("1", "2"), lines(read(List.of(1), 0, 1)));
    }
}
