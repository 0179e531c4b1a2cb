package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubqueryTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    private String plan(String sql) {
        return planner.plan(sql).explain();
    }

    @Test
    void existsAndInAreSemiJoins() {
        assertThat(
                        plan(
                                "select n_name from nation where exists (select 1 from region where r_regionkey = n_regionkey)"))
                .contains("Semi join on ")
                .doesNotContain("Aggregate");
        assertThat(
                        plan(
                                "select n_name from nation where n_regionkey in (select r_regionkey from region where r_name = n_name)"))
                .contains("Semi join on ")
                .doesNotContain("Aggregate");
        assertThat(
                        plan(
                                "select n_name from nation where not exists (select * from region where r_regionkey <> n_regionkey)"))
                .contains("Anti join on r_regionkey <> n_regionkey");
    }

    @Test
    void notInKnowsNulls() {
        assertThat(plan("select n_name from nation where n_regionkey not in (select r_regionkey from region)"))
                .contains("Anti join, null-aware, on n_regionkey = r_regionkey");
        assertThat(
                        plan(
                                "select n_name from nation where n_regionkey not in (select r_regionkey from region where r_name = n_name)"))
                .contains("n_regionkey is null", "Anti join on ");
    }

    @Test
    void aSubqueryInASubqueryReadsBothRowsOutside() {
        assertThat(plan("""
                        select n_name from nation n where exists (
                          select 1 from region r where r.r_regionkey = n.n_regionkey and exists (
                            select 1 from customer c where c.c_nationkey = n.n_nationkey and c.c_custkey = r.r_regionkey))""")).contains("Semi join on ").doesNotContain("Correlate");
    }

    @Test
    void allOfThemIsNoneThatIsNot() {
        assertThat(plan("""
                        select n_name from nation n where not exists (
                          select 1 from region r where r.r_regionkey = n.n_regionkey and not exists (
                            select 1 from customer c where c.c_nationkey = n.n_nationkey and c.c_custkey = r.r_regionkey))""")).doesNotContain("Correlate");
    }

    @Test
    void scalarSubqueriesAreJoinsThatCheckForOneRow() {
        assertThat(plan("select n_name, (select r_name from region) from nation"))
                .contains("single_value(r_name)");
        assertThat(plan("select n_name, (select max(r_name) from region where r_regionkey = n_regionkey) from nation"))
                .contains("Left join on ")
                .doesNotContain("single_value");
        assertThat(plan("select n_name, (select count(*) from region where r_regionkey = n_regionkey) from nation"))
                .contains(" is not null then ");
    }

    @Test
    void subqueriesUnderOrKeepTheRows() {
        assertThat(plan("""
                        select n_name from nation
                        where n_name = 'x' or exists (select 1 from region where r_regionkey = n_regionkey)""")).contains("Mark join ").doesNotContain("literal_agg");
    }

    @Test
    void elementsOfAColumnAreUnnested() {
        var arrays = Tables.planner(Tables.catalog(Tables.table("t", 10, "id int 1 10\nxs array(int)")));
        assertThat(arrays.plan("select id, x from t, unnest(xs) as u(x) where id = 4")
                        .explain())
                .contains("Unnest xs ", "where id = 4");
        assertThat(arrays.plan("select id, x from t left join unnest(xs) as u(x) on true")
                        .explain())
                .contains("keeps rows without elements");
        assertThat(arrays.plan("select * from unnest(array[1, 2]) with ordinality as u(x, n)")
                        .explain())
                .contains(" with ordinality");
    }
}
