package io.weir.hdfs.record;

import io.weir.Nullable;
import io.weir.cluster.JobStore;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The time of one JobManager of a directory. It claims its number before it reads; so whoever appends and then sees no higher number
 * was read. Used by one thread at a time, but {@link #isOver}.
 */
final class DirectoryTerm implements JobStore.Term {
    private final FileSystem files;
    private final Path directory;
    private final int epoch;
    private final List<byte[]> records;
    private int journals;
    private @Nullable FSDataOutputStream out;

    private DirectoryTerm(FileSystem files, Path directory, int epoch) throws IOException {
        this.files = files;
        this.directory = directory;
        this.epoch = epoch;
        this.records = newest(files, directory);
    }

    static DirectoryTerm begin(FileSystem files, Path directory) throws IOException {
        files.mkdirs(directory);
        while (true) {
            var epoch = last(HadoopJobStore.names(files, directory, HadoopJobStore.EPOCH)) + 1;
            try {
                files.create(new Path(directory, HadoopJobStore.name(HadoopJobStore.EPOCH, epoch)), false)
                        .close();
                return new DirectoryTerm(files, directory, epoch);
            } catch (FileAlreadyExistsException another) {
                // was quicker: this one follows it
            }
        }
    }

    private static int last(List<String> names) {
        return names.isEmpty()
                ? 0
                : Integer.parseInt(names.get(names.size() - 1).substring(HadoopJobStore.EPOCH.length()));
    }

    private static List<byte[]> newest(FileSystem files, Path directory) throws IOException {
        var names = HadoopJobStore.names(files, directory, HadoopJobStore.JOURNAL);
        for (var i = names.size() - 1; i >= 0; i--) {
            try (var in = new BufferedInputStream(files.open(new Path(directory, names.get(i))))) {
                var found = RecordFile.read(in);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (FileNotFoundException rewritten) {
                // the former JobManager still lives: what it does now is not ours any more, but the newer journal is
                return newest(files, directory);
            }
        }
        return List.of();
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public List<byte[]> records() {
        return records;
    }

    @Override
    public void lead(InetSocketAddress at) throws IOException {
        var draft = new Path(directory, "." + UUID.randomUUID());
        try (var leader = files.create(draft, false)) {
            leader.write((at.getHostString() + ":" + at.getPort()).getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(draft, new Path(directory, HadoopJobStore.name(HadoopJobStore.LEADER, epoch)))) {
            throw new IOException("the file system refused to rename " + draft);
        }
    }

    @Override
    public void append(List<byte[]> added) throws IOException {
        var journal = out;
        if (journal == null) {
            throw new IOException("there is no journal to append to");
        }
        journal.write(RecordFile.encode(added));
        journal.hflush();
    }

    @Override
    public void rewrite(List<byte[]> all) throws IOException {
        close();
        if (isOver()) {
            throw new IOException("another JobManager has taken over, or the directory was deleted: " + directory);
        }
        var former = HadoopJobStore.names(files, directory, HadoopJobStore.JOURNAL);
        var name = HadoopJobStore.name(HadoopJobStore.name(HadoopJobStore.JOURNAL, epoch) + "-", ++journals);
        // the directory may be deleted meanwhile, and is not to come back
        var journal = files.createNonRecursive(
                new Path(directory, name),
                false,
                1 << 16,
                files.getDefaultReplication(directory),
                files.getDefaultBlockSize(directory),
                null);
        out = journal;
        journal.write(RecordFile.beginning(all));
        journal.hflush();
        for (var old : former) {
            if (old.compareTo(name) < 0) {
                files.delete(new Path(directory, old), false);
            }
        }
    }

    @Override
    public boolean isOver() throws IOException {
        return last(HadoopJobStore.names(files, directory, HadoopJobStore.EPOCH)) != epoch;
    }

    @Override
    public void close() {
        var journal = out;
        out = null;
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                // what was flushed is there; what was not, was not promised
            }
        }
    }
}
