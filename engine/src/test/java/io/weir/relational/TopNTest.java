package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.testing.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopNTest {
    private static final String TABLE = """
            city:varchar  people:bigint
            Bern          3
            Genf          -
            Zug           1
            Basel         5
            -             2
            """;

    @Test
    void skipsThenEmitsTheFirst() {
        var byPeople = List.of(new SortColumn(1, false, false));
        test(new TopN.Plan(byPeople, 2, 1, Batches.schema(TABLE)))
                .input(0, Batches.of(TABLE))
                .expectInOrder("Bern 3", "- 2");
    }

    @Test
    void sortEmitsAll() {
        var byCity = List.of(new SortColumn(0, true, true));
        test(new Sort.Plan(byCity, Batches.schema(TABLE)))
                .input(0, Batches.of(TABLE))
                .expectInOrder("- 2", "Basel 5", "Bern 3", "Genf -", "Zug 1");
    }
}
