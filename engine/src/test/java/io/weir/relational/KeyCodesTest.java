package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.type.DataType.Scalar;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCodesTest {
    @Test
    void nullsInConstantSpaceHaveNoCodes() {
        var codes = new KeyCodes(List.of(Scalar.INT), List.of(false));
        var keys = new Vector[] {Vectors.nulls(Scalar.INT, 3)};
        var comparable = codes.comparable(keys, Selection.all(3));
        assertTrue(comparable.isEmpty());
        assertDoesNotThrow(() -> codes.encode(keys, comparable, new long[0]));
    }
}
