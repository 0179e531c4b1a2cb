package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.ErrorCode;
import io.weir.testing.Batches;
import org.junit.jupiter.api.Test;

class SingleRowTest {
    @Test
    void passesOneRowOrNone() {
        test(new SingleRow.Plan()).input(0, Batches.of("a:bigint\n7")).expect("7");
        test(new SingleRow.Plan()).input(0).expect();
    }

    @Test
    void failsOnASecondRow() {
        test(new SingleRow.Plan())
                .input(0, Batches.of("a:bigint\n7\n8"))
                .expectError(ErrorCode.SUBQUERY_MORE_THAN_ONE_ROW);
    }
}
