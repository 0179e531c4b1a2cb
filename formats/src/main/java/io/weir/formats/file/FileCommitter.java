package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the files of one job part of the table, all at once. */
final class FileCommitter implements Sink.Committer {
    private static final Logger LOG = LoggerFactory.getLogger(FileCommitter.class);

    private final FileStore store;
    private final SinkTarget target;
    private final boolean wholePartition;
    private final JobOwner owner;
    private final TableCommits commits;

    FileCommitter(FileStore store, FileSink sink, JobOwner owner) throws IOException {
        this.store = store;
        this.target = sink.target();
        this.wholePartition = sink.columns().partitions().size() == 0;
        this.owner = owner;
        this.commits = new TableCommits(store, target.root());
        commits.ownAsCommitter(target.job(), owner);
        commits.recover(owner);
    }

    @Override
    public long commit(long checkpoint, List<byte[]> tokens) throws IOException {
        var written = tokens.stream().map(SinkFile::decode).toList();
        var rows = written.stream().mapToLong(SinkFile::rows).sum();
        if (commits.isDone(target.job()) || areInPlace(written)) {
            finish();
            unlock();
            return rows;
        }
        check(written);
        var empty = rows > 0 ? 0 : 1;
        var files = written.stream()
                .sorted((a, b) -> Long.compare(b.rows(), a.rows()))
                .toList();
        var used = files.stream().filter(file -> file.rows() > 0).count();
        publish(files.subList(0, (int) Math.min(files.size(), used + empty)));
        return rows;
    }

    /** A process that died after it committed may have left no other sign of it. */
    private boolean areInPlace(List<SinkFile> files) throws IOException {
        for (var file : files) {
            var path = target.root() + "/" + file.directory() + file.name();
            var there = store.list(path);
            if (file.rows() > 0 && (there.size() != 1 || there.get(0).length() != file.length())) {
                return false;
            }
        }
        return files.stream().anyMatch(file -> file.rows() > 0);
    }

    /** A token whose file is gone or short must fail before anything becomes visible. */
    private void check(List<SinkFile> files) throws IOException {
        var lengths = new HashMap<String, Long>();
        for (var file : store.list(commits.hidden(target.job(), ""))) {
            lengths.put(file.path(), file.length());
        }
        for (var file : files) {
            var path = commits.hidden(target.job(), file.name());
            var length = lengths.getOrDefault(path, -1L);
            if (length != file.length()) {
                throw new EngineException(
                        ErrorCode.FILE_ACCESS,
                        "a file to commit is not as its writer left it, " + file.length() + " bytes: " + path
                                + (length < 0 ? " is gone" : " has " + length));
            }
        }
    }

    private void publish(List<SinkFile> files) throws IOException {
        var added = files.stream().map(file -> file.directory() + file.name()).toList();
        commits.rollForward();
        if (target.mode() == InsertMode.APPEND) {
            publish(new Manifest(added, List.of()));
            finish();
            return;
        }
        commits.lock(target.job(), owner);
        try {
            publish(new Manifest(added, removed(files)));
        } catch (IOException | RuntimeException e) {
            commits.unlock(target.job());
            throw e;
        }
        finish();
        unlock();
    }

    private void publish(Manifest manifest) throws IOException {
        try {
            commits.publish(target.job(), manifest);
        } catch (IOException e) {
            if (!commits.isPublished(target.job())) {
                throw e;
            }
        }
    }

    /** The commit stands whatever happens here; what is not done now is done by the next writer. */
    private void finish() {
        try {
            commits.rollForward();
        } catch (IOException e) {
            LOG.warn("committed files are not in their places yet, the next insert moves them: {}", target.root(), e);
        }
    }

    private void unlock() {
        try {
            commits.unlock(target.job());
        } catch (IOException e) {
            LOG.warn("an overwrite was committed but its lock stays until this process ends: {}", target.root(), e);
        }
    }

    private List<Manifest.Removed> removed(List<SinkFile> files) throws IOException {
        var written = files.stream().map(SinkFile::directory).collect(Collectors.toSet());
        var there = commits.replaceable(() -> store.list(target.root()));
        if (target.mode() == InsertMode.CREATE && !there.isEmpty()) {
            throw new EngineException(
                    ErrorCode.ALREADY_EXISTS,
                    "cannot create a table where there are files: "
                            + there.get(0).path());
        }
        var removed = new ArrayList<Manifest.Removed>();
        for (var file : there) {
            var path = file.path().substring(target.root().length() + 1);
            if (isReplaced(path, written)) {
                removed.add(new Manifest.Removed(path, file.length(), file.modified()));
            }
        }
        return removed;
    }

    private boolean isReplaced(String path, Set<String> written) {
        if (target.mode() == InsertMode.REPLACE) {
            return true;
        }
        if (wholePartition) {
            return path.startsWith(target.fixed());
        }
        return written.contains(path.substring(0, path.lastIndexOf('/') + 1));
    }

    @Override
    public void abort(List<byte[]> tokens) throws IOException {
        commits.discard(target.job());
    }

    @Override
    public void close() {
        try {
            commits.discard(target.job());
        } catch (IOException e) {
            LOG.warn("leftovers of an insert stay until the next one: {}", target.root(), e);
        }
    }
}
