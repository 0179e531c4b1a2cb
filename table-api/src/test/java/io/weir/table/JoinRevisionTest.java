package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins whose build sides are estimated wrong by far. A side of less than a quarter of a megabyte may go to all tasks here. */
class JoinRevisionTest {
    private static final SessionSettings SETTINGS = SessionSettings.STANDARD
            .with(SessionSettings.PARALLELISM, 4)
            .with(SessionSettings.OPERATOR_MEMORY, 2L << 20);

    /** One of 60,000 rows, for which the planner takes many more. */
    private static final String FEW = "select k from big where reverse(cast(k as varchar)) = '1'";

    /** 60,000 rows, for which the planner takes ten. */
    private static final String MANY = "select x as k from unnest(sequence(1, 60000)) as u (x)";

    @TempDir
    private Path directory;

    private TableEnvironment tables;

    @BeforeEach
    void fill() {
        tables = TableEnvironment.create(SETTINGS);
        tables.executeSql("create table big with (path = '" + directory.resolve("big")
                        + "') as select x as k, x % 7 as g from unnest(sequence(1, 60000)) as u (x)")
                .close();
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private String answer(String query) {
        return Answers.text(tables, query);
    }

    private String report(String query) {
        return answer("explain analyze " + query);
    }

    @Test
    void aBuildSideThatTurnsOutSmallGoesToAllTasks() {
        var query = "select count(*), sum(big.g) from big join (" + FEW + ") as few on big.k = few.k";
        assertThat(answer(query)).isEqualTo("1 1\n");
        assertThat(report(query)).contains("HashJoin inner #0=#0 shared", "by broadcast, kept", "by forward");
    }

    @Test
    void aBuildSideThatTurnsOutLargeStaysSpread() {
        var query = "select count(*), sum(big.g) from big join (" + MANY + ") as many on big.k = many.k";
        assertThat(answer(query)).isEqualTo("60000 179997\n");
        assertThat(report(query))
                .contains("HashJoin inner #0=#0", "by hash, kept")
                .doesNotContain("shared");
    }

    @Test
    void eachKindOfJoinAnswersTheSameEitherWay() {
        var counts =
                "select count(*), count(other.k), sum(big.g) from big %s join (%s) as other on big.k = other.k and big.g > 0";
        assertThat(answer(counts.formatted("left", FEW))).isEqualTo("60000 1 179997\n");
        assertThat(answer(counts.formatted("left", MANY))).isEqualTo("60000 51429 179997\n");
        assertThat(report(counts.formatted("left", FEW))).contains("HashJoin left", "shared");
        var exists = "select count(*), sum(g) from big where %s (select 1 from (%s) as other where other.k = big.k)";
        assertThat(answer(exists.formatted("exists", FEW))).isEqualTo("1 1\n");
        assertThat(answer(exists.formatted("exists", MANY))).isEqualTo("60000 179997\n");
        assertThat(answer(exists.formatted("not exists", FEW))).isEqualTo("59999 179996\n");
        assertThat(answer(exists.formatted("not exists", MANY))).isEqualTo("0 null\n");
    }
}
