package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.type.DataType.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpandTest {
    private static final List<Expand.GroupingSet> ROLLUP = List.of(
            new Expand.GroupingSet(List.of(), 0),
            new Expand.GroupingSet(List.of(1), 1),
            new Expand.GroupingSet(List.of(0, 1), 3));
    private static final Expand.Totals TOTAL =
            new Expand.Totals(List.of(3L), List.of(Scalar.VARCHAR, Scalar.INT, Scalar.BIGINT));
    private static final Batch ROWS = Batches.of("""
            city:varchar  year:int  amount:bigint
            Bern          2020      10
            -             2021      20
            """);

    @Test
    void emitsEachRowOnceAGroupingSet() {
        test(new Expand.Plan(ROLLUP, Expand.Totals.NONE))
                .input(0, ROWS)
                .expect("Bern 2020 10 0", "Bern - 10 1", "- - 10 3", "- 2021 20 0", "- - 20 1", "- - 20 3");
    }

    @Test
    void rowsOfTheInputAreMarkedWhereASetHasNoKeys() {
        test(new Expand.Plan(ROLLUP.subList(2, 3), TOTAL)).input(0, ROWS).expect("- - 10 3 true", "- - 20 3 true");
    }

    @Test
    void aSetWithoutKeysHasARowEvenWithoutInput() {
        test(new Expand.Plan(ROLLUP, TOTAL)).input(0).expect("- - - 3 false");
        test(new Expand.Plan(ROLLUP, Expand.Totals.NONE)).input(0).expect();
    }
}
