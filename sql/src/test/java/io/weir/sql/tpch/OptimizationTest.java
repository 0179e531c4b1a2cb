package io.weir.sql.tpch;

import static io.weir.table.plan.Optimization.AGGREGATION_PUSHDOWN;
import static io.weir.table.plan.Optimization.BROADCAST_JOIN;
import static io.weir.table.plan.Optimization.COLUMN_PRUNING;
import static io.weir.table.plan.Optimization.EXCHANGE_ELIMINATION;
import static io.weir.table.plan.Optimization.FILTER_PUSHDOWN;
import static io.weir.table.plan.Optimization.IMPLIED_FILTERS;
import static io.weir.table.plan.Optimization.JOIN_REORDERING;
import static io.weir.table.plan.Optimization.LIMIT_PUSHDOWN;
import static io.weir.table.plan.Optimization.PARTIAL_AGGREGATION;
import static io.weir.table.plan.Optimization.RUNTIME_FILTERS;
import static io.weir.table.plan.Optimization.SKEW_JOIN;
import static io.weir.table.plan.Optimization.STATISTICS_PRUNING;
import static io.weir.table.plan.Optimization.SUBPLAN_REUSE;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import io.weir.table.plan.Optimization;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each optimisation, switched on and off: what it does is seen then and not seen, the rows are those of another engine. */
class OptimizationTest {
    /**
     * @param report what EXPLAIN ANALYZE has, as a pattern, if the optimisation is on
     * @param settings what makes a small query one that needs it
     */
    private record Seen(String query, String report, List<String> settings) {
        Seen(String query, String report) {
            this(query, report, List.of());
        }
    }

    private static final Map<Optimization, Seen> SEEN = Map.ofEntries(
            entry(
                    JOIN_REORDERING,
                    new Seen(
                            "select sum(s_acctbal) from nation join supplier on s_nationkey = n_nationkey",
                            "(?s)Scan tpch.supplier.*Scan tpch.nation")),
            entry(
                    FILTER_PUSHDOWN,
                    new Seen(
                            "select count(*) from lineitem where l_quantity < 5",
                            "Scan tpch.lineitem.* where l_quantity < 5")),
            entry(
                    IMPLIED_FILTERS,
                    new Seen(
                            "select count(*) from nation join region on n_regionkey = r_regionkey where r_regionkey = 1",
                            "Scan tpch.nation.* where n_regionkey = 1")),
            entry(STATISTICS_PRUNING, new Seen("select count(*) from orders where o_orderkey < 0", "files 0 read")),
            entry(COLUMN_PRUNING, new Seen("select sum(l_tax) from lineitem", "Scan tpch.lineitem: l_tax  rows")),
            entry(
                    AGGREGATION_PUSHDOWN,
                    new Seen(
                            "select c_custkey, count(o_orderkey), sum(o_totalprice) from customer left join orders"
                                    + " on c_custkey = o_custkey group by c_custkey order by c_custkey",
                            "(?s)Left join.*Aggregate by o_custkey")),
            entry(
                    LIMIT_PUSHDOWN,
                    new Seen("select * from orders order by o_totalprice desc, o_orderkey limit 3 offset 1", "TopN")),
            entry(
                    SUBPLAN_REUSE,
                    new Seen(
                            "with t as (select o_custkey as c, count(*) as n from orders group by o_custkey)"
                                    + " select count(*) from t as a join t as b on a.n = b.n and a.c < b.c",
                            "by forward, kept")),
            entry(
                    EXCHANGE_ELIMINATION,
                    new Seen(
                            "select c, rank() over (partition by c order by n) from"
                                    + " (select o_custkey as c, count(*) as n from orders group by o_custkey) order by c",
                            "Aggregate \\(final\\).*\n  Sort")),
            entry(
                    PARTIAL_AGGREGATION,
                    new Seen(
                            "select l_suppkey, count(*) from lineitem group by l_suppkey order by l_suppkey",
                            "Aggregate \\(partial\\)")),
            entry(
                    BROADCAST_JOIN,
                    new Seen("select count(*) from lineitem join part on l_partkey = p_partkey", "by broadcast")),
            entry(
                    SKEW_JOIN,
                    new Seen(
                            "select count(*), max(o_comment) from lineitem join orders on l_orderkey = o_orderkey",
                            "by hash, kept, stage",
                            List.of("operator_memory = '1mb'", "skewed_partition_threshold = '1kb'"))),
            entry(
                    RUNTIME_FILTERS,
                    new Seen(
                            "select count(*) from lineitem join orders on l_orderkey = o_orderkey"
                                    + " where o_totalprice > 400000",
                            "parquet \\S+/lineitem +0 +\\d{1,3} ")));

    private static final SessionSettings SETTINGS = SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, 2);

    @TempDir
    private static Path directory;

    private static TpchAnswers answers;
    private static TableEnvironment tables;

    @BeforeAll
    static void makeData() throws SQLException {
        answers = new TpchAnswers(directory, 0.01);
        tables = answers.open(SETTINGS);
    }

    @AfterAll
    static void close() throws SQLException {
        tables.close();
        answers.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsSeenWhenOnAndNotWhenOff(Optimization optimization) throws SQLException {
        var seen = Objects.requireNonNull(SEEN.get(optimization), "a query that shows " + optimization);
        tables.settings(SETTINGS);
        seen.settings().forEach(OptimizationTest::set);
        assertThat(report(seen.query())).containsPattern(seen.report());
        answers.check(tables, seen.query());
        set(optimization.key() + " = false");
        assertThat(report(seen.query())).doesNotContainPattern(seen.report());
        answers.check(tables, seen.query());
    }

    @ParameterizedTest
    @EnumSource
    void withoutItAllQueriesAnswerTheSame(Optimization optimization) throws SQLException {
        tables.settings(SETTINGS.with(optimization, false));
        for (var query : TpchQueries.all()) {
            answers.check(tables, query.sql());
        }
    }

    @Test
    void withoutAnyAllQueriesAnswerTheSame() throws SQLException {
        tables.settings(SETTINGS.without(List.of(Optimization.values())));
        for (var query : TpchQueries.all()) {
            answers.check(tables, query.sql());
        }
    }

    /** The second join looks only for rows of the first lineitem. */
    @Test
    void aRuntimeFilterIsForOnePlaceOfATable() throws SQLException {
        tables.settings(SETTINGS.with(JOIN_REORDERING, false));
        answers.check(
                tables,
                "select count(*), sum(b.l_partkey) from lineitem a join lineitem b on a.l_orderkey = b.l_orderkey"
                        + " join part on p_partkey = a.l_partkey and p_size = 7");
    }

    /** Where the size of a query decides how it is planned, there is one of each size. */
    @Test
    void howLargeAQueryIsChangesNoAnswer() throws SQLException {
        tables.settings(SETTINGS);
        for (var query : List.of(
                "select count(*), sum(o_totalprice) from orders where o_orderkey in (" + numbers(400) + ")",
                "select count(*), sum(o_totalprice) from orders where o_orderkey in (" + numbers(600) + ")",
                "select l_linestatus, count(distinct l_suppkey) from lineitem group by 1 order by 1",
                "select l_suppkey, count(distinct l_partkey) from lineitem group by 1 order by 1",
                "select l_linestatus, count(distinct l_suppkey), count(distinct l_partkey) from lineitem group by 1 order by 1",
                "select l_suppkey, count(distinct l_tax), count(distinct l_partkey) from lineitem group by 1 order by 1",
                "select count(*), sum(l_quantity) " + ELEVEN_TABLES,
                "select count(*) from region as t0" + sixtyMore())) {
            answers.check(tables, query);
        }
    }

    /** More than those of which every order is weighed. */
    private static final String ELEVEN_TABLES = """
            from lineitem
              join orders on l_orderkey = o_orderkey
              join customer on o_custkey = c_custkey
              join nation as cn on c_nationkey = cn.n_nationkey
              join region as cr on cn.n_regionkey = cr.r_regionkey
              join supplier on l_suppkey = s_suppkey
              join nation as sn on s_nationkey = sn.n_nationkey
              join region as sr on sn.n_regionkey = sr.r_regionkey
              join part on l_partkey = p_partkey
              join partsupp on ps_partkey = l_partkey and ps_suppkey = l_suppkey
              join nation as n on n.n_nationkey = c_nationkey
            where cr.r_name = 'ASIA' and sr.r_name = 'EUROPE'
            """;

    /** Joins of more tables than are put in order. */
    private static String sixtyMore() {
        return IntStream.rangeClosed(1, 63)
                .mapToObj(i -> " join region as t" + i + " on t" + i + ".r_regionkey = t" + (i - 1) + ".r_regionkey")
                .collect(Collectors.joining());
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "" + i * 7).collect(Collectors.joining(", "));
    }

    private static void set(String assignment) {
        tables.executeSql("set " + assignment).close();
    }

    private static String report(String query) {
        return TpchAnswers.plan(tables, "explain analyze " + query);
    }
}
