package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.graph.JarLoader;
import io.weir.graph.JobJar;
import io.weir.memory.SpillRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The jars of jobs as files, known by what is in them. What was fetched lasts as long as the process. Any thread. */
final class JarStore implements AutoCloseable {
    /** Few enough that signs of life pass between two of them. */
    private static final int PIECE_BYTES = 1 << 20;

    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Supplier<SpillRoot> claim;

    /** Guarded by this. */
    private @Nullable SpillRoot root;

    /** @param claim answers where files may be put; asked when there is a first one */
    JarStore(Supplier<SpillRoot> claim) {
        this.claim = claim;
    }

    /** One that only knows files of others. */
    static JarStore ofOthers() {
        return new JarStore(() -> {
            throw new IllegalStateException("nothing is fetched here");
        });
    }

    /** Knows the files of a loader from now on. They stay where they are. */
    void adopt(JarLoader loader) {
        loader.files().forEach((jar, file) -> files.putIfAbsent(jar.sha256(), file));
    }

    Optional<Path> file(JobJar jar) {
        return Optional.ofNullable(files.get(jar.sha256()));
    }

    boolean hasAll(List<JobJar> jars) {
        return jars.stream().allMatch(jar -> files.containsKey(jar.sha256()));
    }

    /** From there on, not all of it at once; empty at its end or if there is no such jar. */
    private byte[] piece(String sha256, long from) {
        var file = files.get(sha256);
        if (file == null) {
            return new byte[0];
        }
        try (var channel = FileChannel.open(file)) {
            var size = Math.max(0, Math.min(PIECE_BYTES, channel.size() - from));
            var bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // until it is full
            }
            return bytes.array();
        } catch (IOException e) {
            // whoever asked misses it
            return new byte[0];
        }
    }

    ControlMessage.JarPiece answer(ControlMessage.JarWanted wanted) {
        return new ControlMessage.JarPiece(wanted.sha256(), piece(wanted.sha256(), wanted.from()));
    }

    private synchronized Path directory() throws IOException {
        if (root == null) {
            root = claim.get();
        }
        return Files.createDirectories(root.job("jars").path());
    }

    /** A jar on its way here. */
    final class Draft {
        private final JobJar jar;
        private final Path path;
        private long written;

        Draft(JobJar jar) {
            this.jar = jar;
            try {
                path = directory().resolve(jar.sha256() + "." + UUID.randomUUID());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JobJar jar() {
            return jar;
        }

        long written() {
            return written;
        }

        /** Answers whether all is there now. */
        boolean add(byte[] piece) throws IOException {
            Files.write(path, piece, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            written += piece.length;
            if (piece.length == 0 || written > jar.bytes()) {
                throw new EngineException(ErrorCode.CONNECTION, "the jar " + jar.name() + " has changed or is gone");
            } else if (written < jar.bytes()) {
                return false;
            }
            var digest = JarLoader.sha256();
            digest.update(Files.readAllBytes(path));
            if (!HexFormat.of().formatHex(digest.digest()).equals(jar.sha256())) {
                throw new EngineException(ErrorCode.CONNECTION, "the jar " + jar.name() + " has changed");
            }
            var target = path.resolveSibling(jar.sha256() + ".jar");
            Files.move(path, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            files.put(jar.sha256(), target);
            return true;
        }
    }

    @Override
    public synchronized void close() {
        if (root != null) {
            root.close();
        }
    }
}
