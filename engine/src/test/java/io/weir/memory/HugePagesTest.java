package io.weir.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugePagesTest {
    @TempDir
    private Path directory;

    private Path kernel(String says) throws IOException {
        return Files.writeString(directory.resolve("enabled"), says + "\n");
    }

    private Path process(String... line) throws IOException {
        return Files.writeString(directory.resolve("cmdline"), String.join("\0", line));
    }

    private Path wanting() throws IOException {
        return process("java", "-XX:+UseTransparentHugePages", "Main");
    }

    @Test
    void aKernelThatForbidsThemIsToldOf() throws IOException {
        var kernel = kernel("always madvise [never]");
        assertThat(HugePages.warning(kernel, wanting()).orElseThrow())
                .contains("forbids huge pages", "echo madvise > " + kernel);
    }

    @Test
    void oneThatAllowsThemOrDoesNotKnowThemIsNot() throws IOException {
        assertThat(HugePages.warning(kernel("always [madvise] never"), wanting()))
                .isEmpty();
        assertThat(HugePages.warning(kernel("[always] madvise never"), wanting()))
                .isEmpty();
        assertThat(HugePages.warning(directory.resolve("none"), wanting())).isEmpty();
    }

    @Test
    void aProcessThatDoesNotWantThemIsNotTold() throws IOException {
        assertThat(HugePages.warning(kernel("always madvise [never]"), process("java", "Main")))
                .isEmpty();
    }
}
