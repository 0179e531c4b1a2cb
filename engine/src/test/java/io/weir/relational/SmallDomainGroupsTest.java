package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallDomainGroupsTest {
    private static final int ENTRIES = 20_000;
    private static final int BATCH = 1000;

    private final Random random = new Random(1);
    private final GroupTable plain = new HashGroupTable(List.of(Scalar.VARCHAR));
    private final GroupTable table = new SmallDomainGroups(new HashGroupTable(List.of(Scalar.VARCHAR)));

    private static Dictionary dictionary() {
        var texts =
                IntStream.range(0, ENTRIES).mapToObj(i -> List.of("text " + i)).toList();
        return new Dictionary(Batches.ofRows(List.of(Scalar.VARCHAR), texts).column(0));
    }

    private void compare(Dictionary dictionary) {
        var nulls = new boolean[BATCH];
        nulls[random.nextInt(BATCH)] = true;
        var ids = random.ints(BATCH, 0, ENTRIES).toArray();
        var keys = Batch.of(new DictionaryVector(dictionary, ids, nulls, BATCH));
        var expected = new int[BATCH];
        var answered = new int[BATCH];
        plain.assign(keys, expected);
        table.assign(keys, answered);
        assertArrayEquals(expected, answered);
        assertEquals(plain.count(), table.count());
    }

    private boolean remembersCombinations() {
        return table.bytes() - plain.bytes() > Integer.BYTES * ENTRIES;
    }

    @Test
    void aLargeDictionaryOfManyBatchesIsLookedUpByItsIds() {
        var dictionary = dictionary();
        IntStream.range(0, 100).forEach(i -> compare(dictionary));
        assertTrue(remembersCombinations());
        IntStream.range(0, 100).forEach(i -> compare(dictionary()));
    }

    @Test
    void aLargeDictionaryOfFewRowsIsNot() {
        IntStream.range(0, 5).forEach(i -> compare(dictionary()));
        assertEquals(plain.bytes(), table.bytes());
    }
}
