package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    private String plan(String sql) {
        return planner.plan(sql).explain();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n_nationkey between 1 and 3 | n_nationkey >= 1 and n_nationkey <= 3",
                "n_nationkey in (1, 2, 5) | n_nationkey in (1, 2, 5)",
                "n_name = 'it''s' or n_nationkey = 1 | n_name = 'it''s' or n_nationkey = 1",
                "(n_nationkey + 1) * 2 < n_regionkey - (1 - n_nationkey) | (n_nationkey + 1) * 2 < n_regionkey - (1 - n_nationkey)",
                "n_name not like 'A%' and (n_name like '%b' or n_regionkey > 1) | n_name not like 'A%' and (n_name like '%b' or n_regionkey > 1)",
                "(n_regionkey = 1 or n_regionkey = 2) and n_name > 'x' | n_regionkey in (1, 2) and n_name > 'x'",
                "upper(n_name) = 'X' | upper(n_name) = 'X'",
                "cast(n_nationkey as varchar) = '1' | cast(n_nationkey as varchar) = '1'",
                "case when n_nationkey > 1 then n_name else 'none' end = n_comment | case when n_nationkey > 1 then n_name else 'none' end = n_comment"
            })
    void conditionsReadAsTheyAreWritten(String condition, String text) {
        assertThat(plan("select n_name from nation where " + condition)).contains(" where " + text + "  rows=");
    }

    @Test
    void nodesSayWhatTheyDo() {
        assertThat(plan("""
                        select o_orderstatus, count(*), sum(l_quantity * 2) as twice
                        from orders join lineitem on o_orderkey = l_orderkey
                        group by o_orderstatus order by 2 desc limit 5"""))
                .contains("Sort by count(*) desc, limit 5  rows=")
                .contains("  Aggregate by o_orderstatus: count(*), sum(l_quantity * 2) as twice  rows=")
                .contains(" join on l_orderkey = o_orderkey  rows=")
                .doesNotContain("$", "EXPR");
        assertThat(plan("select distinct n_regionkey from nation union all select 1"))
                .contains("Union all  rows=", "  Aggregate by n_regionkey  rows=", "  Values (1)  rows=1");
        assertThat(
                        plan(
                                "select a.n_name from nation a join nation b on a.n_nationkey = b.n_regionkey and a.n_name < b.n_name"))
                .contains(" join on ", "right.n_name < left.n_name");
        assertThat(plan("select rank() over (partition by n_regionkey order by n_name desc) from nation"))
                .contains("Window rank() over (partition by n_regionkey order by n_name desc)  rows=");
        assertThat(plan("select n_regionkey, n_name, count(*) from nation group by rollup (n_regionkey, n_name)"))
                .contains("Aggregate by grouping sets (n_regionkey, n_name), (n_regionkey), (): count(*)");
        assertThat(plan("select * from nation cross join region")).contains("Cross join  rows=125");
    }
}
