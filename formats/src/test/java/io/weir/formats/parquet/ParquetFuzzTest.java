package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs that once broke the reader do so no more, and a fuzzer finds none within a few seconds; scripts/dev/fuzz searches longer. */
final class ParquetFuzzTest {
    /** The same search every time. */
    private static final String SEED = "-seed=1";

    /** The heap and as much again. */
    private static final String MEMORY = "-rss_limit_mb=2048";

    /** A process that a large one starts has the peak of that one for its own; a shell's child begins anew. */
    private static final List<String> SHELL = List.of("sh", "-c", "\"$@\"; exit $?", "sh");

    private static final String RUNS = "-runs=" + Integer.getInteger("fuzz.runs", 3000);

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void whatOnceBrokeAPartOfTheReaderIsDamageNow(ParquetFuzz target) throws Exception {
        for (var input : inputs(target.name().toLowerCase(Locale.ROOT))) {
            target.run(Files.readAllBytes(input));
        }
    }

    private static List<Path> inputs(String target) throws IOException, URISyntaxException {
        var directory = ParquetFuzzTest.class.getResource("/parquet/fuzz/" + target);
        if (directory == null) {
            return List.of();
        }
        try (var files = Files.list(Path.of(directory.toURI()))) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreSuchInputs() throws Exception {
        assertThat(inputs("values")).isNotEmpty();
    }

    @Test
    @Timeout(300)
    void aFuzzerFindsNothing(@TempDir Path directory) throws Exception {
        var learnt = Files.createDirectories(directory.resolve("learnt"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(SHELL);
        command.addAll(List.of(java, "-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("com.code_intelligence.jazzer.Jazzer", "--target_class=" + ParquetFuzz.class.getName()));
        command.add("--instrumentation_includes=io.weir.formats.parquet.**");
        command.add("--reproducer_path=" + directory);
        command.addAll(
                List.of("-artifact_prefix=" + directory + "/", SEED, RUNS, MEMORY, "-timeout=60", "-max_len=4096"));
        command.add(learnt.toString());
        var log = directory.resolve("log");
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor()).describedAs(() -> end(log)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String end(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
