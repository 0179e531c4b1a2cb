package io.weir.formats.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.weir.Nullable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The file system of this machine. Symbolic links are followed. */
final class LocalStore implements FileStore {
    /** Java reads into memory of its own first, of the size that is asked for, and keeps that: a piece stays in the caches meanwhile. */
    private static final int PIECE = 256 << 10;

    /** So often a directory is made for a file that comes into it. */
    private static final int TRIES = 1000;

    static final LocalStore INSTANCE = new LocalStore();

    private LocalStore() {}

    @Override
    public List<FileEntry> list(String path) throws IOException {
        return walk(Path.of(path), directory -> true, file -> true);
    }

    @Override
    public List<FileEntry> glob(String pattern) throws IOException {
        var found = new TreeMap<String, FileEntry>();
        for (var part : PathPattern.of(pattern)) {
            for (var file : walk(Path.of(part.root()), part::leadsInto, part::covers)) {
                found.put(file.path(), file);
            }
        }
        return List.copyOf(found.values());
    }

    private static List<FileEntry> walk(Path root, Predicate<String> enter, Predicate<String> keep) throws IOException {
        var found = new ArrayList<FileEntry>();
        var visitor = new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                var skipped = !directory.equals(root) && (isHidden(directory) || !enter.test(directory.toString()));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if ((file.equals(root) || !isHidden(file)) && keep.test(file.toString())) {
                    var modified = attributes.lastModifiedTime().toMillis();
                    found.add(new FileEntry(file.toString(), attributes.size(), modified, List.of()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // Files and directories may go while the walk is on its way.
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, failure);
            }
        };
        if (Files.exists(root)) {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        }
        found.sort(Comparator.comparing(FileEntry::path));
        return found;
    }

    private static boolean isHidden(Path path) {
        return HiddenNames.isHidden(String.valueOf(path.getFileName()));
    }

    @Override
    public List<String> directories(String path) throws IOException {
        var names = new ArrayList<String>();
        try (var children = Files.newDirectoryStream(Path.of(path), child -> Files.isDirectory(child))) {
            for (var child : children) {
                if (!isHidden(child)) {
                    names.add(String.valueOf(child.getFileName()));
                }
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public FileInput open(FileEntry file) throws IOException {
        return new LocalInput(file, FileChannel.open(Path.of(file.path()), READ));
    }

    @Override
    public OutputStream create(String path) throws IOException {
        var file = Path.of(path);
        return inDirectory(file, () -> Files.newOutputStream(file, CREATE_NEW, WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var target = Path.of(to);
        createDirectory(target);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(to);
        }
        Files.move(Path.of(from), target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void write(String path, byte[] bytes, String draft) throws IOException {
        var file = Path.of(path);
        var filled = Path.of(draft);
        inDirectory(filled, () -> Files.write(filled, bytes, CREATE_NEW, WRITE));
        try {
            createDirectory(file);
            link(filled, file);
        } finally {
            Files.deleteIfExists(filled);
        }
    }

    /** A link is made only where nothing is, which a move does not promise; not every file system knows links. */
    private static void link(Path filled, Path file) throws IOException {
        try {
            Files.createLink(file, filled);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(filled, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private interface Creation<T> {
        T create() throws IOException;
    }

    /** Makes the directory first; again, if another process takes it away before something is in it. */
    private static <T> T inDirectory(Path file, Creation<T> creation) throws IOException {
        for (var left = TRIES; ; left--) {
            try {
                createDirectory(file);
                return creation.create();
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                if (left == 1 || Files.exists(file)) {
                    throw e;
                }
            }
        }
    }

    private static void createDirectory(Path file) throws IOException {
        var directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        var root = Path.of(path);
        if (!Files.isDirectory(root)) {
            Files.deleteIfExists(root);
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void deleteEmptyDirectory(String path) throws IOException {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (DirectoryNotEmptyException used) {
            // as promised
        }
    }

    private record LocalInput(FileEntry file, FileChannel channel) implements FileInput {
        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            for (var done = 0; done < length; ) {
                var piece = ByteBuffer.wrap(target, offset + done, Math.min(length - done, PIECE));
                var read = channel.read(piece, position + done);
                if (read < 0) {
                    throw new EOFException("file ends at " + channel.size() + ", wanted bytes " + position + " to "
                            + (position + length) + ": " + file.path());
                }
                done += read;
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw FileFailure.of("close", file.path(), e);
            }
        }
    }
}
