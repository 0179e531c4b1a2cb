package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Any file system that Hadoop knows, by URI. Its configuration is what lies on the class path. */
final class HadoopStore implements FileStore {
    /** So often a question is asked whose connection is lost. */
    private static final int TRIES = 4;

    private final FileSystem files;

    HadoopStore(FileSystem files) {
        this.files = files;
    }

    static FileStore of(String path) {
        try {
            return new HadoopStore(FileSystem.get(uri(path), new Configuration()));
        } catch (UnsupportedFileSystemException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "no file system for " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileFailure.of("reach the file system of", path, e);
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            // Hadoop wraps an unknown host, and a class that is not on the class path.
            var reason = e.getCause() == null ? e : e.getCause();
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot reach the file system of " + path + ": " + reason.getMessage(), e);
        }
    }

    static String qualified(String path) {
        var store = (HadoopStore) of(path);
        return store.files.makeQualified(new Path(path)).toString();
    }

    private static URI uri(String path) {
        try {
            return new Path(path.replaceAll("[*?\\[{].*", "")).toUri();
        } catch (IllegalArgumentException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no path of a file system: " + path, e);
        }
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        return again(() -> sorted(below(files.makeQualified(new Path(path)))));
    }

    @Override
    public List<FileEntry> glob(String pattern) throws IOException {
        return again(() -> matching(pattern));
    }

    private List<FileEntry> matching(String pattern) throws IOException {
        var found = new ArrayList<FileEntry>();
        for (var part : PathPattern.of(pattern)) {
            if (files.exists(new Path(part.root()))) {
                walk(new Path(part.root()), part, found);
            }
        }
        return sorted(found);
    }

    private void walk(Path directory, PathPattern pattern, List<FileEntry> found) throws IOException {
        var children = files.listLocatedStatus(directory);
        while (children.hasNext()) {
            var child = children.next();
            var path = child.getPath().toString();
            if (HiddenNames.isHidden(child.getPath().getName())) {
                continue;
            }
            if (child.isFile() && pattern.covers(path)) {
                found.add(entry(child));
            } else if (child.isDirectory() && pattern.leadsInto(path)) {
                walk(child.getPath(), pattern, found);
            }
        }
    }

    private List<FileEntry> below(Path root) throws IOException {
        var found = new ArrayList<FileEntry>();
        try {
            var statuses = files.listFiles(root, true);
            while (statuses.hasNext()) {
                var status = statuses.next();
                if (!HiddenNames.isHiddenBelow(root.toString(), status.getPath().toString())) {
                    found.add(entry(status));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system cannot list files", e);
        }
        return found;
    }

    private static FileEntry entry(LocatedFileStatus status) throws IOException {
        var blocks = new ArrayList<FileEntry.Block>();
        var located = status.getBlockLocations();
        if (located != null) {
            for (var block : located) {
                blocks.add(new FileEntry.Block(block.getOffset(), List.of(block.getHosts())));
            }
        }
        return new FileEntry(status.getPath().toString(), status.getLen(), status.getModificationTime(), blocks);
    }

    private static List<FileEntry> sorted(Collection<FileEntry> found) {
        var byPath = new TreeMap<String, FileEntry>();
        found.forEach(file -> byPath.put(file.path(), file));
        return List.copyOf(byPath.values());
    }

    @Override
    public List<String> directories(String path) throws IOException {
        return Arrays.stream(again(() -> files.listStatus(new Path(path))))
                .filter(FileStatus::isDirectory)
                .map(status -> status.getPath().getName())
                .filter(name -> !HiddenNames.isHidden(name))
                .sorted()
                .toList();
    }

    @Override
    public boolean exists(String path) throws IOException {
        return again(() -> files.exists(new Path(path)));
    }

    @Override
    public FileInput open(FileEntry file) throws IOException {
        return new HadoopInput(file, again(() -> files.open(new Path(file.path()))));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /**
     * That a name node which began again has dropped its connections is noticed only when one is used: asked again, the question goes by
     * a new one. A name node that is still away refuses it at once, unless Hadoop's configuration says to wait
     * ({@code dfs.client.retry.policy.enabled}). Only for questions, which may be asked twice.
     */
    private static <T> T again(Question<T> question) throws IOException {
        for (var left = TRIES; ; left--) {
            try {
                return question.ask();
            } catch (SocketException | EOFException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    @Override
    public OutputStream create(String path) throws IOException {
        return files.create(new Path(path), false);
    }

    @Override
    public void write(String path, byte[] bytes, String draft) throws IOException {
        var filled = new Path(draft);
        try (var out = files.create(filled, false)) {
            out.write(bytes);
        }
        try {
            rename(draft, path);
        } finally {
            files.delete(filled, false);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var target = new Path(to);
        files.mkdirs(target.getParent());
        if (files.exists(target)) {
            throw new FileAlreadyExistsException(to);
        }
        if (!files.rename(new Path(from), target)) {
            if (!files.exists(new Path(from))) {
                throw new FileNotFoundException(from);
            }
            throw new IOException("the file system refused to rename it to " + to);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        if (!files.delete(new Path(path), true) && files.exists(new Path(path))) {
            throw new IOException("the file system refused to delete it");
        }
    }

    @Override
    public void deleteEmptyDirectory(String path) throws IOException {
        try {
            files.delete(new Path(path), false);
        } catch (IOException e) {
            // Not every file system has a type of exception for a directory that is not empty.
            if (files.exists(new Path(path)) && files.listStatus(new Path(path)).length == 0) {
                throw e;
            }
        }
    }

    private record HadoopInput(FileEntry file, FSDataInputStream stream) implements FileInput {
        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            stream.readFully(position, target, offset, length);
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw FileFailure.of("close", file.path(), e);
            }
        }
    }
}
