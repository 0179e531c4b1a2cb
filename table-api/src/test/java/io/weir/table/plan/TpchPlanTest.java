package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpchPlanTest {
    private final Planner planner = Tables.planner(Tables.tpch());

    static String text(int query) throws IOException {
        var name = String.format(Locale.ROOT, "/tpch/q%02d.sql", query);
        try (InputStream in = Objects.requireNonNull(TpchPlanTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void noQueryKeepsACorrelation(int query) throws IOException {
        assertThat(planner.plan(text(query)).explain()).doesNotContain("Correlate", "SubQuery", "$cor");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void noQueryPairsEveryRowWithEvery(int query) throws IOException {
        assertThat(planner.plan(text(query)).explain()).doesNotContain("Cross join", "join on true");
    }

    @Test
    void theSmallerSideOfAJoinIsOnTheRight() throws IOException {
        assertThat(planner.plan(text(3)).explain().lines().filter(line -> line.contains("Scan")))
                .map(line -> line.replaceAll(".*main\\.(\\w+).*", "$1"))
                .containsExactly("lineitem", "orders", "customer");
    }

    @Test
    void whatADisjunctionSaysOfATableIsCheckedThere() throws IOException {
        assertThat(planner.plan(text(7)).explain().lines().filter(line -> line.contains("main.nation")))
                .hasSize(2)
                .allMatch(line -> line.contains("'FRANCE'") && line.contains("'GERMANY'"));
        assertThat(planner.plan(text(19)).explain().lines().filter(line -> line.contains("join on")))
                .allMatch(line -> line.contains("join on l_partkey = p_partkey and ("));
    }
}
