package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.testing.Batches;
import org.junit.jupiter.api.Test;

class ReplicateTest {
    @Test
    void emitsEachRowAsOftenAsItsCountSays() {
        test(new Replicate.Plan(1))
                .input(0, Batches.of("""
                        city:varchar  n:bigint  amount:int
                        Bern          2         1
                        Basel         0         2
                        Chur          -3        3
                        Genf          -         4
                        Zug           5         -
                        """))
                .expectInOrder("Bern 1", "Bern 1", "Zug -", "Zug -", "Zug -", "Zug -", "Zug -");
    }
}
