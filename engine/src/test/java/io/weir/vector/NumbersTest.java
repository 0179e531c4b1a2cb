package io.weir.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.weir.type.DataType.Scalar;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final boolean[] FIRST_IS_NULL = {true, false, false};

    @Test
    void aRangeWithoutNullsHasNoMask() {
        assertFalse(
                Numbers.ofLongs(Scalar.BIGINT, new long[3], FIRST_IS_NULL, 1, 3).hasNulls());
        assertFalse(Numbers.ofDoubles(Scalar.DOUBLE, new double[3], FIRST_IS_NULL, 1, 3)
                .hasNulls());
    }

    @Test
    void aRangeKeepsItsNulls() {
        var vector = Numbers.ofLongs(Scalar.INT, new long[] {0, 1, 2}, FIRST_IS_NULL, 0, 2);
        assertArrayEquals(new boolean[] {true, false}, vector.nulls());
    }
}
