package io.weir.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short form of {@code scripts/dev/chaos}. The property {@code rounds} says how many rounds of each fault there are, {@code seed} the
 * first seed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** A file system that is away for longer than its client tries fails a statement, as does a disk that stays full. */
    private static final Set<Fault> MAY_FAIL = EnumSet.of(Fault.NAMENODE_RESTARTED, Fault.DISK_FULL);

    @TempDir
    private static Path directory;

    private static Chaos chaos;

    @BeforeAll
    static void startsHadoopWithTables() throws Exception {
        chaos = new Chaos(Files.createDirectory(directory.resolve("hadoop")));
    }

    @AfterAll
    static void leavesNothing() throws Exception {
        chaos.end();
    }

    @ParameterizedTest
    @EnumSource
    void everyRoundEndsInTheRightRows(Fault fault) throws Exception {
        for (var seed = SEED; seed < SEED + ROUNDS; seed++) {
            var verdict = chaos.round(fault, seed);
            System.out.println(fault + " " + seed + " " + verdict);
            assertThat(verdict)
                    .as(fault + " " + seed)
                    .matches(MAY_FAIL.contains(fault) ? "(right|failed: ).*" : "right.*");
        }
    }
}
