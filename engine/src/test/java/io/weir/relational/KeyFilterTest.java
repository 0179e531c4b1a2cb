package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {
    private static Vector numbers(int from, int to) {
        var parts = IntStream.range(from, to)
                .mapToObj(i -> Vectors.constant(Scalar.BIGINT, (long) i, 1).flat())
                .toList();
        return Vectors.concat(parts);
    }

    private static int kept(RuntimeFilter filter, Vector keys) {
        return filter.select(keys, Selection.all(keys.size())).count();
    }

    @Test
    void aUnionKeepsWhatEitherKeeps() {
        var few = KeyFilter.of(numbers(0, 10), 2);
        var many = KeyFilter.of(numbers(100_000, 103_000), 2);
        for (var union : new RuntimeFilter[] {few.or(many), many.or(few)}) {
            assertEquals(10, kept(union, numbers(0, 10)));
            assertEquals(3000, kept(union, numbers(100_000, 103_000)));
            assertTrue(kept(union, numbers(50_000, 51_000)) < 600, "a filter of both sizes still drops keys");
            assertEquals(0, kept(union, numbers(103_000, 104_000)));
            assertTrue(union.mayContain(5L, 5L));
            assertFalse(union.mayContain(103_000L, 200_000L));
        }
    }

    @Test
    void whatIsNotKnownKeepsEverything() {
        var known = KeyFilter.of(numbers(0, 10), 2);
        assertEquals(100, kept(known.or(KeyFilter.EVERYTHING), numbers(500, 600)));
        assertEquals(100, kept(KeyFilter.EVERYTHING.or(known), numbers(500, 600)));
    }

    @Test
    void noKeysKeepNothingAndAddNothing() {
        var none = KeyFilter.of(Vectors.flatNulls(Scalar.BIGINT, 3), 1);
        assertEquals(0, kept(none, numbers(0, 10)));
        assertEquals(10, kept(none.or(KeyFilter.of(numbers(0, 10), 1)), numbers(0, 10)));
    }

    @Test
    void entriesOfADictionaryAreLookedUpOnce() {
        var filter = KeyFilter.of(numbers(3, 5), 1);
        var keys = new DictionaryVector(
                new Dictionary(numbers(0, 10)),
                new int[] {4, 9, 3, 3, 4},
                new boolean[] {false, false, true, false, false},
                5);
        var chosen = filter.select(keys, Selection.of(new int[] {0, 1, 2, 4}, 4));
        assertEquals("[0, 4]", chosen.toString());
    }

    @Test
    void textAndLongDecimalsHaveRangesToo() {
        var text = KeyFilter.of(Vectors.constant(Scalar.VARCHAR, "m", 1).flat(), 1);
        assertTrue(text.mayContain("a", "z"));
        assertFalse(text.mayContain("n", "z"));
        var type = new DataType.Decimal(30, 1);
        var decimal = KeyFilter.of(
                Vectors.constant(type, new java.math.BigDecimal("-5.5"), 1).flat(), 1);
        assertTrue(decimal.mayContain(new java.math.BigDecimal("-6.0"), new java.math.BigDecimal("0.0")));
        assertFalse(decimal.mayContain(new java.math.BigDecimal("-5.4"), new java.math.BigDecimal("0.0")));
    }
}
