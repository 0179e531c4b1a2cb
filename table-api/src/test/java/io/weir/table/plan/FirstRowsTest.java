package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstRowsTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    private String plan(String sql) {
        return planner.plan(sql).explain().replaceAll("  rows=.*", "");
    }

    @Test
    void firstRowsOfAUnionAreAmongTheFirstOfItsParts() {
        assertThat(
                        plan(
                                "select c_custkey from customer union all select s_suppkey from supplier order by 1 desc limit 5 offset 2"))
                .isEqualTo("""
                        Sort by c_custkey desc, limit 5, offset 2
                          Union all
                            Sort by c_custkey desc, limit 7
                              Scan main.customer: c_custkey
                            Sort by s_suppkey desc, limit 7
                              Scan main.supplier: s_suppkey
                        """);
    }

    @Test
    void firstRowsOfAnOuterJoinComeFromTheFirstRowsOfTheSideThatItKeeps() {
        assertThat(
                        plan(
                                "select c_name, o_orderkey from customer left join orders on c_custkey = o_custkey order by c_name limit 5"))
                .contains("Sort by c_name, limit 5\n        Scan main.customer");
        assertThat(
                        plan(
                                "select c_name, o_orderkey from orders right join customer on c_custkey = o_custkey order by c_name limit 5"))
                .contains("Sort by c_name, limit 5\n        Scan main.customer");
        assertThat(plan("select c_name, o_orderkey from customer left join orders on c_custkey = o_custkey limit 5"))
                .contains("Limit 5\n        Scan main.customer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c_name, o_orderkey from customer left join orders on c_custkey = o_custkey order by o_orderkey limit 5",
                "select c_name, o_orderkey from customer left join orders on c_custkey = o_custkey order by c_name, o_orderkey limit 5",
                "select c_name, o_orderkey from customer full join orders on c_custkey = o_custkey order by c_name limit 5",
                "select c_name, o_orderkey from customer join orders on c_custkey = o_custkey order by c_name limit 5",
                "select c_custkey from customer union select s_suppkey from supplier order by 1 limit 5",
                "select c_custkey from customer union all select s_suppkey from supplier order by 1 limit 5000000"
            })
    void otherwiseAllRowsAreNeeded(String sql) {
        assertThat(plan(sql)).containsOnlyOnce("imit 5");
    }
}
