package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.operator.EveryRow;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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
    void integersNearEachOtherAreKnownExactly() {
        for (var base : new long[] {0, -70, Long.MIN_VALUE, Long.MAX_VALUE - 2000}) {
            var keys = new long[300];
            var known = new HashSet<Long>();
            var random = new Random(base);
            for (var i = 0; i < keys.length; i++) {
                keys[i] = base + random.nextInt(1000);
                known.add(keys[i]);
            }
            var one = KeyFilter.of(new LongVector(Scalar.BIGINT, Arrays.copyOf(keys, 150), null, 150), 2);
            var other = KeyFilter.of(new LongVector(Scalar.BIGINT, Arrays.copyOfRange(keys, 150, 300), null, 150), 2);
            var asked = IntStream.range(0, 2000).mapToLong(i -> base - 500 + i).toArray();
            var vector = new LongVector(Scalar.BIGINT, asked, null, asked.length);
            var odd = Selection.of(IntStream.range(0, 1000).map(i -> 2 * i + 1).toArray(), 1000);
            for (var rows : List.of(Selection.all(asked.length), odd)) {
                var wanted = IntStream.range(0, rows.count())
                        .map(rows::row)
                        .filter(row -> known.contains(asked[row]))
                        .toArray();
                var kept = one.or(other).select(vector, rows);
                assertArrayEquals(wanted, Arrays.copyOf(kept.toRows(), kept.count()));
            }
        }
    }

    /** A bit for each number in two million: worth it for many keys, a Bloom filter is smaller for few. */
    @Test
    void integersFarApartAreKnownExactlyIfTheyAreMany() {
        var all = IntStream.range(0, 2_000_000).mapToLong(i -> i).toArray();
        var asked = new LongVector(Scalar.BIGINT, all, null, all.length);
        for (var step : new int[] {100, 1000}) {
            var keys = IntStream.range(0, all.length / step)
                    .mapToLong(i -> (long) i * step)
                    .toArray();
            var filter = KeyFilter.of(new LongVector(Scalar.BIGINT, keys, null, keys.length), 1);
            var kept = filter.select(asked, Selection.all(all.length));
            var found = Arrays.stream(kept.toRows(), 0, kept.count())
                    .mapToLong(i -> i)
                    .toArray();
            if (step == 100) {
                assertArrayEquals(keys, found);
            } else {
                assertTrue(found.length > keys.length && found.length < all.length / 10, "a few more than the keys");
                assertArrayEquals(
                        keys,
                        Arrays.stream(found).filter(key -> key % step == 0).toArray());
            }
        }
    }

    @Test
    void aUnionOfSetsOfTwoKindsLosesNoKey() {
        var near = KeyFilter.of(numbers(0, 1000), 2);
        var far = KeyFilter.of(Vectors.concat(List.of(numbers(500, 600), numbers(90_000_000, 90_000_010))), 2);
        for (var union : new RuntimeFilter[] {near.or(far), far.or(near)}) {
            assertEquals(1000, kept(union, numbers(0, 1000)));
            assertEquals(10, kept(union, numbers(90_000_000, 90_000_010)));
            assertTrue(kept(union, numbers(5000, 15_000)) < 1000);
        }
    }

    @Test
    void whatIsNotKnownKeepsEverything() {
        var known = KeyFilter.of(numbers(0, 10), 2);
        assertEquals(100, kept(known.or(new EveryRow()), numbers(500, 600)));
        assertEquals(100, kept(new EveryRow().or(known), numbers(500, 600)));
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
