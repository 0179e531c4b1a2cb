package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins of a table of which one key has half of the rows, by four tasks, with a table that is too large to go to all of them. */
class SkewJoinTest {
    private static final SessionSettings SETTINGS = SessionSettings.STANDARD
            .with(SessionSettings.PARALLELISM, 4)
            .with(SessionSettings.OPERATOR_MEMORY, 3L << 20)
            .with(SessionSettings.SKEWED_PARTITION_THRESHOLD, 64L << 10);

    @TempDir
    private Path directory;

    private TableEnvironment tables;

    @BeforeEach
    void fill() {
        tables = TableEnvironment.create(SETTINGS);
        tables.executeSql("create table dim with (path = '" + directory.resolve("dim")
                        + "') as select x as k, x % 7 as g from unnest(sequence(1, 60000)) as u (x)")
                .close();
        tables.executeSql("create table fact (k bigint, v bigint) with (path = '" + directory.resolve("fact") + "')")
                .close();
        // a file and so a split for each of the tasks that scan
        for (var part = 0; part < 4; part++) {
            tables.executeSql("insert into fact select case when x % 2 = 0 then 77 else x + " + part * 25_000
                            + " end, x from unnest(sequence(1, 25000)) as u (x)")
                    .close();
        }
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

    private void set(String key, String value) {
        tables.executeSql("set " + key + " = " + value).close();
    }

    /** Four tasks answer what one does, and none of them gets more than twice as many rows as each on average. */
    private void assertSameRows(String query) {
        set("parallelism", "1");
        var expected = answer(query);
        set("parallelism", "4");
        assertThat(answer(query)).as(query).isEqualTo(expected);
        assertThat(report(query))
                .as(query)
                .contains("by hash, kept, stage")
                .doesNotContainPattern("HashJoin .* of which one task");
    }

    @Test
    void aLargePartitionIsReadBySeveralTasks() {
        var query = "select count(*), sum(v), sum(g) from fact join dim on fact.k = dim.k";
        assertSameRows(query);
        set("skew_join", "false");
        assertThat(report(query)).contains("reads stage 0 by hash, stage 1 by hash, kept", "of which one task");
    }

    @Test
    void eachKindOfJoinAnswersTheSame() {
        assertSameRows("select count(*), count(g), sum(v), sum(g) from fact left join dim on fact.k = dim.k and g < 6");
        var exists =
                "select count(*), sum(v) from fact where %s (select 1 from dim where dim.k = fact.k and g <> v %% 7)";
        assertSameRows(exists.formatted("exists"));
        assertSameRows(exists.formatted("not exists"));
    }

    @Test
    void whatTheJoinAnswersIsGroupedByItsKeys() {
        assertSameRows("select fact.k, count(*), sum(v) from fact join dim on fact.k = dim.k group by fact.k"
                + " order by 2 desc, 1 limit 20");
    }
}
