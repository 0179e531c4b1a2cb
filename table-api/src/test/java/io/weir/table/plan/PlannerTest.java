package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.TableName;
import io.weir.table.catalog.ViewEntry;
import io.weir.table.node.ScanNode;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private final Catalog catalog = Tables.tpch();
    private final Planner planner = Tables.planner(catalog);

    private String schema(String sql) {
        return planner.plan(sql).schema().toString();
    }

    private String plan(String sql) {
        return planner.plan(sql).explain();
    }

    private void fails(String sql, ErrorCode code, String message) {
        assertThatThrownBy(() -> planner.plan(sql)).isInstanceOfSatisfying(EngineException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.code()).isEqualTo(code);
        });
    }

    @Test
    void columnsAreNamedAsWritten() {
        assertThat(
                        schema(
                                "select N_NAME, n_regionkey as key, count(*), sum( n_nationkey ) + 1 from nation group by 1, 2"))
                .isEqualTo("n_name varchar, key int, count(*) bigint, sum( n_nationkey ) + 1 bigint");
        assertThat(schema("select n_name, n_name from nation")).isEqualTo("n_name varchar, n_name varchar");
        assertThat(schema("select cast(1 as tinyint)::varchar, 2"))
                .isEqualTo("cast(1 as tinyint)::varchar varchar, 2 int");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "l_quantity + 1 | decimal(16,2)",
                "l_quantity * l_tax | decimal(30,4)",
                "l_quantity / l_tax | decimal(17,2)",
                "l_quantity * l_quantity * l_quantity | decimal(38,6)",
                "l_quantity % 3 | decimal(12,2)",
                "1 - l_discount | decimal(16,2)",
                "l_linenumber / 2 | bigint",
                "cast(1 as int) / 2 | int",
                "cast(1 as real) + 1 | real",
                "l_quantity * 1e0 | double",
                "cast('1' as float) | double",
                "upper('a') | varchar",
                "case when l_tax > 0 then 'a' else 'bcd' end | varchar",
                "coalesce(l_comment, 'x') | varchar",
                "extract(year from l_shipdate) | bigint",
                "l_shipdate + interval '1' month | date",
                "l_shipdate - date '1995-01-01' | interval day to second",
                "localtimestamp - l_shipdate | interval day to second",
                "l_shipdate - null | interval day to second",
                "date_diff('day', l_shipdate, date '1995-01-01') | bigint",
                "timestampdiff(MONTH, l_shipdate, timestamp '1995-01-01 00:00:00') | bigint",
                "date_add(day, 2, l_shipdate) | date",
                "current_date | date",
                "current_timestamp | timestamp(6) with time zone",
                "localtimestamp | timestamp(6)",
                "timestamp '2020-01-01 00:00:00.123456' | timestamp(6)",
                "cast(null as decimal(38,10)) + l_quantity | decimal(38,10)"
            })
    void expressionsHaveTheTypesOfTheDialect(String expression, String type) {
        assertThat(schema("select " + expression + " as x from lineitem")).isEqualTo("x " + type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sum(l_quantity) | decimal(38,2)",
                "avg(l_quantity) | decimal(15,2)",
                "sum(cast(l_linenumber as smallint)) | bigint",
                "avg(l_linenumber) | double",
                "count(l_tax) | bigint",
                "min(l_shipdate) | date",
                "stddev(l_quantity) | double",
                "array_agg(l_comment order by l_comment) | array(varchar)"
            })
    void aggregatesHaveTheTypesOfTheDialect(String aggregate, String type) {
        assertThat(schema("select " + aggregate + " as x from lineitem")).isEqualTo("x " + type);
    }

    @Test
    void mistakesAreToldWithPlaceAndSuggestion() {
        fails(
                "select l_shipdat from lineitem",
                ErrorCode.NOT_FOUND,
                "line 1, column 8: no column \"l_shipdat\": did you mean \"l_shipdate\"?");
        fails(
                "select 1\nfrom lineitm",
                ErrorCode.NOT_FOUND,
                "line 2, column 6: no table \"lineitm\": did you mean \"lineitem\"?");
        fails(
                "select n.n_nam from nation n",
                ErrorCode.NOT_FOUND,
                "line 1, column 10: no column \"n_nam\" in \"n\": did you mean \"n_name\"?");
        fails(
                "select uper(n_name) from nation",
                ErrorCode.NOT_FOUND,
                "line 1, column 8: no function uper: did you mean \"upper\"?");
        fails("select n_name from nation where", ErrorCode.SYNTAX, "line 1, column 32: the query ends too early");
        fails(
                "selec 1",
                ErrorCode.SYNTAX,
                "line 1, column 1: expected a query, which begins with SELECT, VALUES or WITH");
        fails(
                "select n_name, count(*) from nation",
                ErrorCode.INVALID_STATEMENT,
                "line 1, column 8: expression 'n_name' is not being grouped");
        fails(
                "select n_name from nation a, nation b",
                ErrorCode.INVALID_STATEMENT,
                "line 1, column 8: column 'n_name' is ambiguous");
        fails("select * from nowhere.nation", ErrorCode.NOT_FOUND, "line 1, column 15: no table \"nowhere\"");
        fails(
                "select n_name and true from nation",
                ErrorCode.TYPE_MISMATCH,
                "line 1, column 8: cannot apply and to these types: varchar and boolean");
    }

    @Test
    void textIsNoNumber() {
        fails(
                "select n_name + 1 from nation",
                ErrorCode.TYPE_MISMATCH,
                "line 1, column 8: cannot apply + to these types: varchar + int");
        fails(
                "select sum(n_name) from nation",
                ErrorCode.TYPE_MISMATCH,
                "line 1, column 8: cannot apply sum to these types: sum(varchar)");
        assertThat(plan("select * from orders where o_orderdate = '1995-01-01'"))
                .contains("1995-01-01");
    }

    @Test
    void messagesNameNoLibrary() {
        for (var sql : new String[] {
            "select",
            "select sum(*) from nation",
            "select n_name n_name b from nation",
            "select * from nation where n_name"
        }) {
            assertThatThrownBy(() -> planner.plan(sql))
                    .isInstanceOf(EngineException.class)
                    .message()
                    .doesNotContainIgnoringCase("calcite")
                    .doesNotContain("Sql", "Rex", "Exception");
        }
    }

    @Test
    void constantsAreWorkedOutButNotThoseThatFail() {
        assertThat(plan("select l_tax from lineitem where l_shipdate < date '1998-12-01' - interval '90' day"))
                .contains("where l_shipdate < date '1998-09-02'");
        assertThat(plan("select 1 / 0")).contains("1 / 0");
        assertThat(plan("select current_date + interval '1' day")).contains("2024-03-01");
    }

    @Test
    void scansReadOnlyWhatIsNeeded() {
        assertThat(plan("select sum(l_tax) from lineitem where l_orderkey = 3"))
                .contains("Scan main.lineitem: l_orderkey, l_tax where l_orderkey = 3  rows=");
        assertThat(plan("select count(*) from lineitem")).contains("Scan main.lineitem  rows=");
    }

    @Test
    void conditionsPassProjectionsAggregatesUnionsAndWindows() {
        assertThat(plan("""
                        select * from (
                          select n_regionkey k, count(*) from nation group by 1
                          union all
                          select r_regionkey, 1 from region) t
                        where k = 3""")).contains("where n_regionkey = 3", "Scan main.region: r_regionkey where r_regionkey = 3");
        assertThat(plan("""
                        select * from (
                          select l_orderkey, rank() over (partition by l_orderkey order by l_tax) r from lineitem) t
                        where l_orderkey = 3""")).contains("Scan main.lineitem: l_orderkey, l_tax where l_orderkey = 3");
    }

    @Test
    void conditionsHoldForWhatIsEqualToo() {
        assertThat(plan("""
                        select count(*) from nation join region on n_regionkey = r_regionkey
                        join customer on c_nationkey = n_regionkey where r_regionkey < 3""")).contains("where n_regionkey < 3", "where c_nationkey < 3", "where r_regionkey < 3");
        assertThat(
                        plan(
                                "select count(*) from region left join nation on n_regionkey = r_regionkey where r_regionkey = 2"))
                .contains("where n_regionkey = 2", "where r_regionkey = 2");
        assertThat(
                        plan(
                                "select count(*) from region left join nation on n_regionkey = r_regionkey and n_regionkey = 2"))
                .contains("where n_regionkey = 2")
                .doesNotContain("where r_regionkey");
    }

    @Test
    void whatMayFailIsNotAskedOfOtherRows() {
        assertThat(
                        plan(
                                "select count(*) from nation join region on n_regionkey = r_regionkey where 10 / r_regionkey > 1"))
                .doesNotContain("10 / n_regionkey");
    }

    private static List<RelNode> scans(RelNode node) {
        return node instanceof ScanNode
                ? List.of(node)
                : node.getInputs().stream()
                        .flatMap(input -> scans(input).stream())
                        .toList();
    }

    @Test
    void aTableThatIsReadTwiceIsTwoNodes() {
        var twice = "select count(*) from lineitem a join lineitem b on a.l_orderkey = b.l_orderkey";
        assertThat(scans(planner.plan(twice).root())).hasSize(2).doesNotHaveDuplicates();
        var filtered = "with t as (select max(l_tax) m from lineitem where l_orderkey = 3)"
                + " select * from t where m > 0 union all select * from t where m < 0";
        assertThat(scans(planner.plan(filtered).root())).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void viewsAreReadLikeTablesAndNotInCircles() {
        catalog.create(
                new TableName("main", "europe"),
                new ViewEntry("select n_name from nation where n_regionkey = 3", "main"));
        assertThat(schema("select * from europe")).isEqualTo("n_name varchar");
        catalog.replace(new TableName("main", "europe"), new ViewEntry("select * from europe", "main"));
        assertThatThrownBy(() -> planner.plan("select * from europe")).hasMessageContaining("a view reads itself");
    }

    @Test
    void pathsInQuotesAreTables() {
        var files = new Tables();
        files.path(Tables.table("data/nation", 25, "id int"));
        files.path(Tables.table("s3://bucket/r.parquet", 25, "id int"));
        var withPaths = Tables.planner(Tables.catalog(files));
        assertThat(withPaths
                        .plan(
                                "select count(*) from 'data/nation' n join 's3://bucket/r.parquet' r on n.id = r.id where 'x' = 'x'")
                        .schema()
                        .toString())
                .isEqualTo("count(*) bigint");
        assertThatThrownBy(() -> withPaths.plan("select * from 'data/other'"))
                .hasMessage("line 1, column 15: there are no files at data/other");
    }
}
