package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    /** The rows that the root is thought to answer lie within a factor of two of what TPC-H at scale 1 has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from lineitem | 6001215",
                "select * from lineitem where l_shipdate <= date '1998-09-02' | 5916591",
                "select * from lineitem where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01' | 909455",
                "select * from orders where o_orderstatus = 'F' | 729413",
                "select * from part where p_size = 15 | 4020",
                "select * from part where p_size in (1, 2, 3) | 12000",
                "select * from part where p_size not in (1, 2, 3) | 188000",
                "select * from lineitem, orders where l_orderkey = o_orderkey | 6001215",
                "select * from lineitem, partsupp where l_partkey = ps_partkey and l_suppkey = ps_suppkey | 6001215",
                "select * from customer, orders where c_custkey = o_custkey and c_mktsegment = 'BUILDING' | 300276",
                "select * from nation, region where n_regionkey = r_regionkey and r_name = 'ASIA' | 5",
                "select * from supplier, customer where s_nationkey = c_nationkey and s_nationkey = 3 | 2400000",
                "select * from supplier, customer where s_nationkey = c_nationkey and c_nationkey < 5 | 12000000",
                "select c_nationkey, count(*) from customer group by 1 | 25",
                "select l_suppkey, count(*) from lineitem group by 1 | 10000",
                "select * from lineitem limit 10 | 10",
                "select * from orders union all select * from orders | 3000000",
                "select * from orders where o_custkey in (select c_custkey from customer where c_nationkey = 3) | 60000",
                // the disjunction also says of either table what its rows have met before the join
                "select * from part, lineitem where p_partkey = l_partkey and (p_size = 1 and l_quantity <= 11 or p_size = 2 and l_quantity between 20 and 30) | 52000",
                // a supplier and a customer of one nation meet by chance
                "select * from lineitem, orders, customer, supplier where l_orderkey = o_orderkey and o_custkey = c_custkey and l_suppkey = s_suppkey and c_nationkey = s_nationkey | 240000",
                "select extract(year from o_orderdate), extract(month from o_orderdate), count(*) from orders group by 1, 2 | 80",
                "with totals as (select l_suppkey, sum(l_quantity) as total from lineitem group by 1) select * from totals where total = (select max(total) from totals) | 1"
            })
    void rowsAreEstimatedFromStatistics(String sql, double rows) {
        var root = planner.plan(sql).root();
        var estimated = root.getCluster().getMetadataQuery().getRowCount(root);
        assertThat(estimated).isBetween(rows / 2, rows * 2);
    }
}
