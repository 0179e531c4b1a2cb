package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups by the keys of a join whose kept side, the small one, is built: rows with and without a partner, and one without a key. */
class ExchangeEliminationTest {
    private static final String GROUPED = "Aggregate \\(final\\)";

    @TempDir
    private Path directory;

    private TableEnvironment tables;

    @BeforeEach
    void fill() {
        tables = TableEnvironment.create(SessionSettings.STANDARD);
        tables.executeSql("create table small with (path = '" + directory.resolve("small")
                        + "') as select case when x = 7 then null else x end as k, cast(x as integer) as i"
                        + " from unnest(sequence(1, 500)) as u (x)")
                .close();
        tables.executeSql("create table large with (path = '" + directory.resolve("large")
                        + "') as select x % 900 as k, cast(x % 900 as integer) as i, x as v, x * 7 as w"
                        + " from unnest(sequence(1, 40000)) as u (x) where x % 900 <> 400")
                .close();
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private String with(int parallelism, boolean eliminates, String query) {
        tables.executeSql("set parallelism = " + parallelism).close();
        tables.executeSql("set exchange_elimination = " + eliminates).close();
        return Answers.text(tables, query);
    }

    private void assertSameRows(String query) {
        assertThat(with(4, true, query)).isEqualTo(with(1, true, query)).isEqualTo(with(4, false, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select s.k, count(v), sum(w) from small s left join large l on s.k = l.k group by s.k order by 1",
                "select s.k, count(v), sum(w) from large l right join small s on s.k = l.k group by s.k order by 1",
                "select k, count(*), sum(i) from small s where exists (select 1 from large l where l.k = s.k) group by k order by 1",
                "select k, count(*), sum(i) from small s where not exists (select 1 from large l where l.k = s.k) group by k order by 1",
            })
    void rowsOfTheSideThatIsKeptStayTogetherByItsKeys(String query) {
        assertSameRows(query);
        assertThat(with(4, true, "explain analyze " + query)).doesNotContainPattern(GROUPED);
        assertThat(with(4, false, "explain analyze " + query)).containsPattern(GROUPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select l.k, count(v), count(*) from small s left join large l on s.k = l.k group by l.k order by 1",
                "select s.k, count(v), sum(w) from small s full join large l on s.k = l.k group by s.k order by 1",
                "select l.i, count(v), sum(w) from small s full join large l on s.i = l.i group by l.i order by 1",
                "select s.i, count(v), sum(w) from small s left join large l on s.i = l.k + 0e0 group by s.i order by 1",
            })
    void otherwiseTheyMeet(String query) {
        assertSameRows(query);
        assertThat(with(4, true, "explain analyze " + query)).containsPattern(GROUPED);
    }
}
