package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the rows of one task: a file for each partition it has seen lately, in the job's hidden directory. */
final class FileWriter implements Sink.Writer {
    private static final int MAX_OPEN = 100;

    private final FileStore store;
    private final SinkTarget target;
    private final SinkColumns columns;
    private final SinkContext context;
    private final TableCommits commits;
    private final Format format;
    private final FormatOptions options;
    private final PartitionRouter router;
    private final Reservation memory;
    private final int[] fileColumns;

    /** By directory, least recently used first. */
    private final Map<String, RollingFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private final List<SinkFile> finished = new ArrayList<>();
    private int files;
    private boolean prepared;

    FileWriter(FileStore store, FileSink sink, SinkContext context) throws IOException {
        this.store = store;
        this.target = sink.target();
        this.columns = sink.columns();
        this.context = context;
        this.commits = new TableCommits(store, target.root());
        this.format = Formats.named(target.format());
        this.options = target.ofFormat();
        this.router = new PartitionRouter(target.fixed(), columns);
        this.memory = context.memory().open("files of " + target.root());
        this.fileColumns = columns.places().stream().mapToInt(place -> place).toArray();
        commits.own(target.job(), context.index() + "-" + context.attempt(), JobOwner.current());
        requireInTime();
    }

    /** A run of a task that is late, because its machine stood still, must not begin again what has ended. */
    private void requireInTime() throws IOException {
        if (!commits.hasBegun(target.job())) {
            commits.discard(target.job());
            throw new EngineException(ErrorCode.CANCELLED, "the job that writes has ended: " + target.root());
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        if (batch.rows() == 0) {
            return;
        }
        for (var part : router.route(batch)) {
            write(part.directory(), batch.select(part.rows()).project(fileColumns));
        }
    }

    private void write(String directory, Batch batch) throws IOException {
        var file = open.get(directory);
        if (file == null) {
            if (open.size() >= MAX_OPEN) {
                finish(open.values().iterator().next());
            }
            file = create(directory);
            open.put(directory, file);
        }
        file.write(batch);
        if (file.bytes() >= target.fileBytes()) {
            finish(file);
        }
        fitIntoMemory();
    }

    private RollingFile create(String directory) throws IOException {
        var name =
                TableCommits.fileName(target.job(), context.index(), context.attempt(), files, format.ending(options));
        files++;
        requireInTime();
        var counter = new RollingFile.Counter(store.create(commits.hidden(target.job(), name)));
        return new RollingFile(directory, name, counter, format.create(counter, columns.file(), options));
    }

    private void finish(RollingFile file) throws IOException {
        open.remove(file.directory());
        finished.add(file.finish());
    }

    /** Ends the largest files while memory is refused; the last one keeps what it has. */
    private void fitIntoMemory() throws IOException {
        while (!memory.tryResize(buffered())) {
            if (open.size() <= 1) {
                memory.resize(buffered());
                return;
            }
            var largest = open.values().iterator().next();
            for (var file : open.values()) {
                largest = file.buffered() > largest.buffered() ? file : largest;
            }
            finish(largest);
        }
        context.metrics().memory(memory.bytes());
    }

    private long buffered() {
        var sum = 0L;
        for (var file : open.values()) {
            sum += file.buffered();
        }
        return sum;
    }

    @Override
    public List<byte[]> prepare(long checkpoint) throws IOException {
        if (needsEmptyFile()) {
            open.put(target.fixed(), create(target.fixed()));
        }
        while (!open.isEmpty()) {
            finish(open.values().iterator().next());
        }
        prepared = true;
        var tokens = finished.stream().map(SinkFile::encode).toList();
        finished.clear();
        memory.tryResize(0);
        return tokens;
    }

    /** A table that is made or emptied by a query without rows still has columns: one file says so. */
    private boolean needsEmptyFile() {
        return !prepared
                && files == 0
                && context.index() == 0
                && target.mode() != InsertMode.APPEND
                && columns.partitions().size() == 0;
    }

    @Override
    public byte[] snapshot(long checkpoint) {
        return new byte[0];
    }

    @Override
    public void close() {
        open.values().forEach(RollingFile::close);
        memory.close();
    }
}
