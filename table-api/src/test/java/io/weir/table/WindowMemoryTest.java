package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private static final SessionSettings SMALL =
            SessionSettings.STANDARD.with(SessionSettings.OPERATOR_MEMORY, 1L << 20);

    /** 62,500 rows in one partition. */
    private static final String QUERY = """
            select count(*), sum(tile * x), sum(near * x), sum(last), sum(total) from (
                select x, ntile(10) over (order by x) as tile, sum(x) over (order by x rows 5 preceding) as near,
                    last_value(x) over (order by x range between current row and unbounded following) as last,
                    sum(x) over (order by x) as total
                from (select (a.n * 25 + b.n) * 100 + c.n * 10 + d.n as x
                    from twenty a cross join twenty b cross join ten c cross join ten d))
            """;

    private static void prepare(TableEnvironment tables) {
        tables.executeSql(
                        "create view ten as select * from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as t (n)")
                .close();
        tables.executeSql(
                        "create view twenty as select a.n * 10 + b.n as n from ten a cross join ten b where a.n * 10 + b.n < 25")
                .close();
    }

    private static String row(SessionSettings settings) {
        try (var tables = TableEnvironment.create(settings)) {
            prepare(tables);
            try (var result = tables.executeSql(QUERY)) {
                return result.rows().next().toString();
            }
        }
    }

    @Test
    void aPartitionLargerThanMemoryAnswersTheSame() {
        assertThat(row(SMALL)).isEqualTo(row(SessionSettings.STANDARD));
    }

    @Test
    void whatAWindowSpillsIsInTheReport() {
        try (var tables = TableEnvironment.create(SMALL)) {
            prepare(tables);
            try (var result = tables.executeSql("explain analyze " + QUERY)) {
                assertThat(result.text())
                        .containsPattern("Window of 4 columns +62,500 +62,500 .* [KM]B +[1-9][0-9.]* [KM]B");
            }
        }
    }

    @Test
    void windowsOverOnePartitionAndOrderAreSortedOnce() {
        try (var tables = TableEnvironment.create(SessionSettings.STANDARD)) {
            prepare(tables);
            var query =
                    "select sum(n) over (partition by n % 2 order by n, -n), rank() over (partition by n % 2 order by n),"
                            + " count(*) over (partition by n % 2), sum(n) over (partition by n % 2 order by n rows 2 preceding) from ten";
            try (var result = tables.executeSql("explain analyze " + query)) {
                assertThat(result.text().lines().filter(line -> line.strip().startsWith("Sort #")))
                        .hasSize(1);
            }
        }
    }
}
