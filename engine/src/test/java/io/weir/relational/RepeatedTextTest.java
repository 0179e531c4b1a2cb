package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.weir.testing.Batches;
import io.weir.type.DataType.Scalar;
import io.weir.vector.DictionaryVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {
    @Test
    void textOfFewValuesGetsADictionaryOfThem() {
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < 5000; i++) {
            rows.add(Arrays.asList((long) i, i % 7 == 0 ? null : "city " + i % 100));
        }
        var flat = Batches.ofRows(List.of(Scalar.BIGINT, Scalar.VARCHAR), rows);
        var encoded = RepeatedText.encode(flat);
        assertEquals(rows, Batches.rows(encoded));
        assertSame(flat.column(0), encoded.column(0));
        assertEquals(101, ((DictionaryVector) encoded.column(1)).dictionary().size(), "cities, and what nulls hold");
    }

    @Test
    void textOfManyValuesStaysAsItIs() {
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < 5000; i++) {
            rows.add(List.of("city " + i));
        }
        var flat = Batches.ofRows(List.of(Scalar.VARCHAR), rows);
        assertSame(flat.column(0), RepeatedText.encode(flat).column(0));
    }
}
