package io.weir.memory;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * The part of a directory for spilled data that one process owns: a directory beside a file that it keeps locked while it lives.
 * Whoever comes next clears what the dead have left.
 */
public final class SpillRoot implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;

    private SpillRoot(Path path, Path lockFile, FileChannel lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Clears leftovers below {@code directory} and makes a place for this process there. */
    public static SpillRoot claim(Path directory) {
        try {
            Files.createDirectories(directory);
            clearLeftovers(directory);
            while (true) {
                var name = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
                var lockFile = directory.resolve(name + LOCK);
                var lock = lock(lockFile);
                // another process may have taken the file for a leftover before it was locked
                if (lock != null && Files.exists(lockFile)) {
                    return new SpillRoot(Files.createDirectories(directory.resolve(name)), lockFile, lock);
                }
            }
        } catch (IOException e) {
            throw new EngineException(ErrorCode.OUT_OF_DISK, "cannot prepare the spill directory " + directory, e);
        }
    }

    /** The directory of one job; remove it with {@link #remove}. */
    public SpillDirectory job(String name) {
        return new SpillDirectory(path.resolve(name));
    }

    /** Deletes a job's directory with all that is still in it. */
    public void remove(SpillDirectory directory) {
        try {
            delete(directory.path());
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot delete spilled data in " + directory.path(), e);
        }
    }

    private static void clearLeftovers(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*" + LOCK)) {
            for (var lockFile : files) {
                var lock = lock(lockFile);
                if (lock != null) {
                    var name = String.valueOf(lockFile.getFileName());
                    delete(directory.resolve(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(lockFile);
                    lock.close();
                }
            }
        }
    }

    /** Null if a living process holds it. */
    private static @Nullable FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process
        }
        channel.close();
        return null;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            delete(path);
            Files.deleteIfExists(lockFile);
            lock.close();
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot delete the spill directory " + path, e);
        }
    }
}
