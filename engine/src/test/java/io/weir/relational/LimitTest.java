package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.flow.Batch;
import io.weir.testing.Batches;
import org.junit.jupiter.api.Test;

class LimitTest {
    private final Batch rows = Batches.of("""
            id:bigint
            1
            2
            3
            4
            """);

    @Test
    void passesTheFirstRowsOn() {
        test(new Limit.Plan(2, 0)).input(0, rows).expectInOrder("1", "2");
    }

    @Test
    void skipsTheOffset() {
        test(new Limit.Plan(2, 1)).input(0, rows).expectInOrder("2", "3");
        test(new Limit.Plan(10, 3)).input(0, rows).expectInOrder("4");
        test(new Limit.Plan(10, 4)).input(0, rows).expectInOrder();
    }

    @Test
    void ofNoRowsIsNoRow() {
        test(new Limit.Plan(0, 0)).input(0, rows).expectInOrder();
    }
}
