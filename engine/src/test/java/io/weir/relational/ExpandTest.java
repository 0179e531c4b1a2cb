package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.testing.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpandTest {
    @Test
    void emitsEachRowOnceAGroupingSet() {
        var rows = Batches.of("""
                city:varchar  year:int  amount:bigint
                Bern          2020      10
                -             2021      20
                """);
        var rollup = List.of(
                new Expand.GroupingSet(List.of(), 0),
                new Expand.GroupingSet(List.of(1), 1),
                new Expand.GroupingSet(List.of(0, 1), 3));
        test(new Expand.Plan(rollup))
                .input(0, rows)
                .expect("Bern 2020 10 0", "Bern - 10 1", "- - 10 3", "- 2021 20 0", "- - 20 1", "- - 20 3");
    }
}
