package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LeanPicocliTest {
    private static final String EXCLUDES = "picocli.converters.excludes";

    @CommandLine.Command(name = "wait")
    static class Program {
        @CommandLine.Option(names = "--for")
        Duration duration = Duration.ZERO;
    }

    @Test
    void aProgramThatRunsLaterHasAllOfPicocli() {
        assertThat(Weir.run("--version")).isZero();
        assertThat(System.getProperty(EXCLUDES)).isNull();
        var program = CommandLine.populateCommand(new Program(), "--for", "PT2S");
        assertThat(program.duration).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void itLeavesAloneWhatIsSet() {
        System.setProperty(EXCLUDES, "java.math.*");
        try {
            assertThat(LeanPicocli.make(() -> System.getProperty(EXCLUDES))).isEqualTo("java.math.*");
            assertThat(System.getProperty(EXCLUDES)).isEqualTo("java.math.*");
        } finally {
            System.clearProperty(EXCLUDES);
        }
    }
}
