package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that commits without end is killed at any moment: what it committed is there whole, the rest not at all. */
class KilledCommitterTest {
    @TempDir
    Path directory;

    @RepeatedTest(8)
    @Timeout(60)
    void aKilledProcessLeavesWholeCommits(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        var table = directory + "/table";
        for (var i = 0; i < 2; i++) {
            killAfter(table, 1 + random.nextInt(20), random.nextInt(3000));
            var seen = filesOfJobs(table);
            assertThat(seen)
                    .isNotEmpty()
                    .allSatisfy((job, files) -> assertThat(files).isEqualTo(CommitLoop.FILES));
            var store = FileStores.of(table);
            new TableCommits(store, table).recover(JobOwner.current());
            assertThat(filesOfJobs(table)).isEqualTo(seen);
            assertThat(store.list(table)).hasSize(seen.size() * (int) CommitLoop.FILES);
            assertThat(store.directories(table + "/_weir")).isEmpty();
            assertThat(store.list(table + "/_weir").stream().map(FileEntry::path))
                    .allMatch(path -> path.endsWith("overwrite.lock"));
        }
    }

    private static void killAfter(String table, int commits, int spins) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommitLoop.class.getName(),
                        table)
                .redirectErrorStream(true)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var i = 0; i < commits; i++) {
                assertThat(out.readLine()).startsWith("committed");
            }
            // The moment is anywhere in the next commit.
            if (!process.waitFor(spins, TimeUnit.MICROSECONDS)) {
                process.destroyForcibly();
            }
        }
        process.waitFor();
    }

    private static Map<String, Long> filesOfJobs(String table) {
        var files = TableFiles.at(table);
        return files.list().stream()
                .peek(file -> files.open(file).close())
                .collect(Collectors.groupingBy(
                        file -> Path.of(file.path()).getFileName().toString().substring(0, 16), Collectors.counting()));
    }
}
