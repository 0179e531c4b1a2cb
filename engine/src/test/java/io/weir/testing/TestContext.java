package io.weir.testing;

import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.Helpers;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.state.SnapshotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/** The only task of a stage, driven by hand: mail waits until {@link #runMail()}, work for the io threads runs at once. */
public final class TestContext implements OperatorContext, AutoCloseable {
    private final MemoryPool memory;
    private final int batchRows;
    private final Path directory;
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final Queue<Runnable> mail = new ArrayDeque<>();
    private final Map<String, Object> shared = new HashMap<>();
    private final Map<String, RuntimeFilter> filters = new HashMap<>();
    private long wakeUp = Long.MAX_VALUE;

    public TestContext(long memoryBytes, int batchRows) {
        this.memory = new MemoryPool(memoryBytes);
        this.batchRows = batchRows;
        try {
            directory = Files.createTempDirectory("weir-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With more memory than any test needs. */
    public static TestContext roomy() {
        return new TestContext(1L << 30, 2048);
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public int neighbours() {
        return 1;
    }

    @Override
    public int batchRows() {
        return batchRows;
    }

    @Override
    public SnapshotReader restored() {
        return SnapshotReader.EMPTY;
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public SpillDirectory spill() {
        return new SpillDirectory(directory);
    }

    @Override
    public OperatorMetrics metrics() {
        return metrics;
    }

    @Override
    public Executor mailbox() {
        return mail::add;
    }

    @Override
    public Executor io() {
        return Runnable::run;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T shared(String name, Function<Helpers, T> build) {
        return (T) shared.computeIfAbsent(name, key -> build.apply(TestContext::together));
    }

    private static void together(List<? extends Runnable> parts) {
        parts.parallelStream().forEach(Runnable::run);
    }

    @Override
    public void publish(String filter, RuntimeFilter part) {
        filters.merge(filter, part, RuntimeFilter::or);
    }

    @Override
    public void publishWhole(String filter, RuntimeFilter whole) {
        publish(filter, whole);
    }

    @Override
    public void wakeAt(long processingTime) {
        wakeUp = Math.min(wakeUp, processingTime);
    }

    /** What was published. */
    public Map<String, RuntimeFilter> filters() {
        return Map.copyOf(filters);
    }

    /** Runs all mail and answers whether there was any. */
    public boolean runMail() {
        var any = false;
        for (var next = mail.poll(); next != null; next = mail.poll()) {
            next.run();
            any = true;
        }
        return any;
    }

    /** The moment asked for, once; Long.MAX_VALUE if none was. */
    public long takeWakeUp() {
        var moment = wakeUp;
        wakeUp = Long.MAX_VALUE;
        return moment;
    }

    /** Names of spill files that are still there. */
    public List<String> spillFiles() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
