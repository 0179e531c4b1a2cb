package io.weir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
    @TempDir
    private Path directory;

    private int files() throws IOException {
        try (var files = Files.list(directory)) {
            return (int) files.count();
        }
    }

    @Test
    void batchesComeBackInOrderAsOftenAsWanted() throws IOException {
        var random = new RandomBatches(1);
        var expected = new ArrayList<String>();
        try (var file = new SpillDirectory(directory).create()) {
            for (var i = 0; i < 300; i++) {
                var batch = random.any();
                expected.addAll(Batches.lines(batch));
                file.write(batch);
            }
            assertEquals(expected, lines(file));
            assertEquals(expected, lines(file));
            assertEquals(1, files());
            assertTrue(file.bytes() > 100_000, "bytes: " + file.bytes());
        }
        assertEquals(0, files());
    }

    private static List<String> lines(SpillFile file) {
        var lines = new ArrayList<String>();
        file.read().forEachRemaining(batch -> lines.addAll(Batches.lines(batch)));
        return lines;
    }

    @Test
    void anEmptyFileHasNoBatches() {
        try (var file = new SpillDirectory(directory).create()) {
            assertFalse(file.read().hasNext());
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        var blocked = Files.createFile(directory.resolve("file"));
        var failure = assertThrows(
                EngineException.class,
                () -> new SpillDirectory(blocked).create().close());
        assertEquals(ErrorCode.OUT_OF_DISK, failure.code());
        assertTrue(failure.getMessage().contains(blocked.toString()));
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        var full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        var random = new RandomBatches(1);
        var link = Files.createSymbolicLink(directory.resolve("full"), full);
        try (var file = new SpillFile(link)) {
            var failure = assertThrows(EngineException.class, () -> {
                for (var i = 0; i < 1000; i++) {
                    file.write(random.any());
                }
            });
            assertEquals(ErrorCode.OUT_OF_DISK, failure.code());
            assertTrue(failure.getMessage().contains(link.toString()));
        }
    }

    @Test
    void whatTheDeadLeftIsCleared() throws IOException {
        var left = Files.createDirectories(directory.resolve("1234-dead").resolve("job-1"));
        Files.createFile(left.resolve("spill-1.batches"));
        Files.createFile(directory.resolve("1234-dead.lock"));
        try (var root = SpillRoot.claim(directory)) {
            assertEquals(2, files());
            try (var other = SpillRoot.claim(directory)) {
                assertEquals(4, files());
                var job = other.job("job-1");
                var file = job.create();
                other.remove(job);
                assertFalse(Files.exists(job.path()));
                file.close();
            }
            assertEquals(2, files());
            assertTrue(Files.notExists(left));
            root.remove(root.job("none"));
        }
        assertEquals(0, files());
    }
}
