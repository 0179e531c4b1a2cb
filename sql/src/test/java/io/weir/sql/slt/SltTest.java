package io.weir.sql.slt;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file below src/test/slt in every mode. {@code -Dslt=FILE} runs one file, {@code -Dslt.update=true} writes the rows found into
 * the files for review.
 */
class SltTest {
    @TempDir
    private Path scratch;

    @TestFactory
    List<DynamicNode> files() throws IOException {
        var tests = new ArrayList<DynamicNode>();
        var update = Boolean.getBoolean("slt.update");
        for (var file : chosen()) {
            for (var mode : update ? new SltMode[] {SltMode.STANDARD} : SltMode.values()) {
                tests.add(DynamicTest.dynamicTest(name(file) + ", " + mode, () -> run(file, mode, update)));
            }
        }
        return tests;
    }

    static List<Path> chosen() throws IOException {
        var only = System.getProperty("slt");
        if (only != null) {
            return List.of(Path.of(only));
        }
        try (Stream<Path> files = Files.walk(Path.of("src/test/slt"))) {
            return files.filter(file -> file.toString().endsWith(".slt"))
                    .sorted()
                    .toList();
        }
    }

    static String name(Path file) {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    private void run(Path file, SltMode mode, boolean update) throws IOException {
        var run = new SltRun(Files.createTempDirectory(scratch, mode.name()));
        var failures = run.run(file, mode.settings());
        if (update) {
            SltFile.update(file, run.different());
        } else if (!failures.isEmpty()) {
            fail(failures.size() + " wrong\n" + String.join("\n", failures));
        }
    }
}
