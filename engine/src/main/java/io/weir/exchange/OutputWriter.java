package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.graph.EdgeStatistics;
import io.weir.memory.MemoryPool;
import io.weir.memory.Reservation;
import io.weir.memory.SpillDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes what a task leaves for a blocking edge: one file and an index, both from front to back. Never full. Owned by the task's
 * thread.
 *
 * <pre>
 *   file:  rounds one after the other, each the messages of all partitions in the order of partitions
 *   index: of each round where each partition begins and where the last one ends (partitions + 1 longs)
 * </pre>
 */
public final class OutputWriter implements Sender, AutoCloseable {
    /** What may be held even when no memory is granted: rounds of single rows would be worse. */
    private static final long LEAST_HELD = 1 << 20;

    private final OutputAddress address;
    private final int partitions;
    private final NetworkSettings settings;
    private final Consumer<OutputFile> complete;
    private final Reservation memory;
    private final Path path;
    private final FileChannel data;
    private final FileChannel index;
    private final MessageEncoder encoder;
    private final ByteBuffer starts;
    private final long[] bytes;
    private long rows;
    private long written;
    private int rounds;
    private boolean ended;

    /** What a writer works with. */
    public record Parts(NetworkSettings settings, MemoryPool memory, SpillDirectory directory) {}

    /**
     * Creates the file.
     *
     * @param complete gets the file once all is written; until then {@link #close} deletes it
     */
    public OutputWriter(OutputAddress address, int partitions, Parts parts, Consumer<OutputFile> complete) {
        this.address = address;
        this.partitions = partitions;
        this.settings = parts.settings();
        this.complete = complete;
        this.encoder = new MessageEncoder(settings.compression());
        this.starts = ByteBuffer.allocate((partitions + 1) * Long.BYTES);
        this.bytes = new long[partitions];
        try {
            Files.createDirectories(parts.directory().path());
            path = Files.createTempFile(parts.directory().path(), "output-", ".messages");
            data = FileChannel.open(path, StandardOpenOption.WRITE);
            index = FileChannel.open(OutputFile.index(path), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.OUT_OF_DISK,
                    "cannot create a file for rows in " + parts.directory().path(),
                    e);
        }
        this.memory = parts.memory().open("output of edge " + address.edge());
        starts.putLong(0);
    }

    int partitions() {
        return partitions;
    }

    /** Takes memory for rows that are to be gathered. False: write out what there is first. */
    boolean tryHold(long bytes) {
        var wanted = memory.bytes() + bytes;
        if (wanted <= LEAST_HELD) {
            memory.resize(wanted);
            return true;
        }
        return wanted <= settings.gatherBytes() && memory.tryResize(wanted);
    }

    void hold(long bytes) {
        memory.resize(bytes);
    }

    void letGo() {
        memory.resize(0);
    }

    /** Appends to a partition. One before the last begins another round. */
    void write(int partition, Batch batch) {
        if (partition < partition()) {
            endRound();
        }
        startUpTo(partition);
        rows += batch.rows();
        bytes[partition] += encoder.add(batch, settings.frameBytes());
        if (encoder.size() >= settings.frameBytes()) {
            flush();
        }
    }

    /** The last partition that has begun. */
    private int partition() {
        return starts.position() / Long.BYTES - 1;
    }

    private void startUpTo(int partition) {
        while (partition() < partition) {
            starts.putLong(written + encoder.size());
        }
    }

    private void endRound() {
        startUpTo(partitions);
        append(index, starts.flip());
        rounds++;
        starts.clear().putLong(written + encoder.size());
    }

    private void flush() {
        append(data, ByteBuffer.wrap(encoder.bytes(), 0, encoder.size()));
        written += encoder.size();
        encoder.clear();
    }

    private void append(FileChannel file, ByteBuffer part) {
        try {
            while (part.hasRemaining()) {
                file.write(part);
            }
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.OUT_OF_DISK,
                    "cannot write rows for the next stage, give the spill directory more room: " + path,
                    e);
        }
    }

    /** Of signals only the end of input matters: everything is there before anything is read. */
    @Override
    public void send(Message message) {
        if (message instanceof Batch batch) {
            write(0, batch);
        } else if (message instanceof Signal.EndOfInput && !ended) {
            endRound();
            flush();
            memory.close();
            closeFiles();
            ended = true;
            complete.accept(new OutputFile(address, path, partitions, rounds));
        }
    }

    /** What was written, unpacked. */
    public EdgeStatistics statistics() {
        return new EdgeStatistics(rows, Arrays.stream(bytes).boxed().toList());
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
    public void onWritable(Runnable wake) {}

    /** Deletes what was written, unless all is written. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            memory.close();
            closeFiles();
            new OutputFile(address, path, partitions, rounds).delete();
        }
    }

    private void closeFiles() {
        try (data;
                index) {
            encoder.clear();
        } catch (IOException e) {
            throw new EngineException(ErrorCode.OUT_OF_DISK, "cannot end the file " + path, e);
        }
    }
}
