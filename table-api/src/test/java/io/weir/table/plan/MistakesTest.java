package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query's writer is told of mistakes, and that hostile queries are told apart from defects. */
class MistakesTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select n_name from nation wher n_regionkey = 1 | SYNTAX | line 1, column 32: unexpected n_regionkey after \"wher\": did you mean \"WHERE\"?",
                "select n_name from nation order n_name | SYNTAX | line 1, column 33: unexpected n_name, expected BY",
                "select * from nation limit 1.5 | SYNTAX | line 1, column 28: a number of rows is whole, not 1.5",
                "select * from nation offset -1 | SYNTAX | line 1, column 29: unexpected -, expected a number",
                "select n_name === 'x' from nation | SYNTAX | line 1, column 16: unexpected =",
                "select | SYNTAX | line 1, column 7: the query ends too early",
                "select n_name from nation fetch first 2 rows | SYNTAX | line 1, column 45: the query ends too early, expected ONLY",
                "select nation.n_name from nation as n | NOT_FOUND | line 1, column 8: the table \"nation\" is not in this query, or has another name in it",
                "select x.* from nation | NOT_FOUND | line 1, column 8: unknown name \"x\"",
                "select cast(n_name as txt) from nation | NOT_FOUND | line 1, column 23: unknown name \"txt\"",
                "select o_orderdate > 5 from orders | TYPE_MISMATCH | line 1, column 8: cannot apply > to these types: date > int",
                "select not n_regionkey from nation | TYPE_MISMATCH | line 1, column 8: cannot apply not to these types: not int",
                "select cast(o_orderdate as int) from orders | TYPE_MISMATCH | line 1, column 8: cannot cast date to int",
                "select abs() from nation | TYPE_MISMATCH | line 1, column 8: abs needs arguments",
                "select coalesce() from nation | TYPE_MISMATCH | line 1, column 8: coalesce needs arguments",
                "select (select n_name, n_comment from nation) | INVALID_STATEMENT | line 1, column 8: a subquery that stands for a value answers one column",
                "select * from nation as n (a, b) | INVALID_STATEMENT | line 1, column 28: the list names 2 columns, the table has 4",
                "select cast(1 as decimal(39, 0)) | INVALID_STATEMENT | line 1, column 18: decimal needs a precision from 1 to 38 and a scale from 0 to it",
                "select cast(1 as decimal(5, 6)) | INVALID_STATEMENT | line 1, column 18: decimal needs a precision from 1 to 38 and a scale from 0 to it",
                "with a as (select 1), A as (select 2) select * from a | INVALID_STATEMENT | line 1, column 23: two queries of the name \"A\"",
                "with recursive a as (select 1) select * from a | NOT_SUPPORTED | line 1, column 16: recursive queries cannot be run",
                "values (1), (date '2020-01-01') | TYPE_MISMATCH | line 1, column 1: values passed to VALUES operator must have compatible types"
            })
    void areToldWithTheirPlace(String sql, ErrorCode code, String message) {
        fails(sql, code, message);
    }

    private void fails(String sql, ErrorCode code, String message) {
        assertThatThrownBy(() -> planner.plan(sql)).isInstanceOfSatisfying(EngineException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.code()).isEqualTo(code);
        });
    }

    @Test
    void aQueryNestedDeeperThanTheStackIsAMistake() {
        var depth = 10_000;
        var message = "the query is nested too deeply";
        fails("select " + "(".repeat(depth) + "1" + ")".repeat(depth), ErrorCode.INVALID_STATEMENT, message);
        fails("select 1" + " + 1".repeat(depth), ErrorCode.INVALID_STATEMENT, message);
        fails("select " + "not ".repeat(depth) + "true", ErrorCode.INVALID_STATEMENT, message);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aLongListOfAlternativesIsOneSearch() {
        var list = IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        assertThat(planner.plan("select * from nation where n_nationkey not in (" + list + ")")
                        .explain())
                .doesNotContain(" or ");
        assertThat(planner.plan("select sum(case when n_nationkey in (" + list + ", null) then 1 end) from nation")
                        .explain())
                .doesNotContain(" or ");
    }
}
