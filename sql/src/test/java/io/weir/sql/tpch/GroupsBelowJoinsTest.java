package io.weir.sql.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregations over joins; a third of the customers have no order. */
class GroupsBelowJoinsTest {
    private static final SessionSettings SETTINGS = SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, 2);
    private static final String PUSHED = "(?s) join .*Aggregate by";

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

    private static String plan(String query) {
        return TpchAnswers.plan(tables, "explain " + query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c_custkey, sum(o_totalprice), count(*), min(o_orderdate), max(c_acctbal), max(o_clerk)"
                        + " from customer join orders on c_custkey = o_custkey group by c_custkey order by c_custkey",
                "select c_custkey, sum(o_totalprice * 2), count(o_orderkey), min(o_orderdate), min(c_name)"
                        + " from customer left join orders on c_custkey = o_custkey group by c_custkey order by c_custkey",
                "select c_custkey, c_name, count(o_orderkey), sum(o_totalprice)"
                        + " from orders right join customer on c_custkey = o_custkey and o_comment not like '%special%'"
                        + " group by c_custkey, c_name order by c_custkey",
                "select o_custkey, count(o_orderkey) from customer left join orders on c_custkey = o_custkey"
                        + " group by o_custkey order by o_custkey nulls first",
                "select c_custkey, coalesce(o_shippriority, 9), count(o_orderkey) from customer left join orders"
                        + " on c_custkey = o_custkey group by c_custkey, coalesce(o_shippriority, 9) order by 1, 2",
                "select c_custkey, sum(o_totalprice), count(*) from customer join orders"
                        + " on c_custkey = o_custkey and o_shippriority <> c_nationkey group by c_custkey order by c_custkey",
                "select s_suppkey, n_name, sum(l_quantity), count(*) from lineitem join supplier on l_suppkey = s_suppkey"
                        + " join nation on s_nationkey = n_nationkey group by s_suppkey, n_name order by s_suppkey",
                "select l_suppkey, count(*), count(l_tax), sum(coalesce(l_tax, 1)), max(s_name) from lineitem"
                        + " left join supplier on l_suppkey = s_suppkey and s_acctbal > 0 group by l_suppkey order by l_suppkey",
                "select count(*), c_custkey from orders join customer on c_custkey = o_custkey group by c_custkey order by 2",
                "select distinct c_custkey, c_name, o_shippriority from customer left join orders on c_custkey = o_custkey"
                        + " order by c_custkey, o_shippriority nulls first",
            })
    void rowsThatMeetTheSamePartnersAreGroupedBeforeTheyMeet(String query) throws SQLException {
        assertThat(plan(query)).containsPattern(PUSHED);
        answers.check(tables, query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c_custkey, count(*) from customer left join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, sum(coalesce(o_totalprice, 1)) from customer left join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, count(o_orderkey) from customer full join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, count(distinct o_orderstatus) from customer join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, count(*) filter (where o_orderstatus = 'F') from customer join orders"
                        + " on c_custkey = o_custkey group by c_custkey order by c_custkey",
                "select c_custkey, sum(o_totalprice + c_acctbal) from customer join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, sum(c_acctbal), count(o_orderkey) from customer join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_custkey, cast(sum(o_orderkey) as bigint) from customer join orders on c_custkey = o_custkey"
                        + " group by c_custkey order by c_custkey",
                "select c_nationkey, sum(o_totalprice) from customer join orders on c_custkey = o_custkey"
                        + " group by c_nationkey order by c_nationkey",
                "select sum(o_totalprice), count(*) from customer join orders on c_custkey = o_custkey",
                "select o_orderkey, sum(l_quantity) from orders join lineitem on l_orderkey = o_orderkey"
                        + " where o_orderdate = date '1995-01-01' group by o_orderkey order by o_orderkey",
                "select n_nationkey, count(*) from nation, lineitem where l_comment like '%no such text%' group by n_nationkey",
                "select c_custkey, sum(cast(o_totalprice as decimal(38, 2))) from customer join orders"
                        + " on c_custkey = o_custkey group by c_custkey order by c_custkey",
                "select c_custkey, c_nationkey, count(*) from customer join orders on c_custkey = o_custkey"
                        + " group by grouping sets ((c_custkey), (c_nationkey)) order by 1, 2",
            })
    void whereOneCannotStandForManyOrItDoesNotPayTheyAreNot(String query) throws SQLException {
        assertThat(plan(query)).doesNotContainPattern(PUSHED);
        answers.check(tables, query);
    }
}
