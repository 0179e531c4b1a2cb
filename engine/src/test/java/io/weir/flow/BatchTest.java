package io.weir.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void concatKeepsTheRowsAliveOfAllParts() {
        for (var seed = 0; seed < 100; seed++) {
            var random = new RandomBatches(seed);
            var types = RandomBatches.allTypes().subList(seed % 15, seed % 15 + 5);
            var parts = List.of(random.of(types, 50), random.of(types, 0), random.of(types, 20), random.of(types, 7));
            var expected = new ArrayList<String>();
            var anyChanges = parts.stream().anyMatch(part -> part.changes() != null);
            for (var part : parts) {
                var mark = anyChanges && part.changes() == null ? "+ " : "";
                Batches.lines(part).forEach(line -> expected.add(mark + line));
            }
            assertEquals(expected, Batches.lines(Batch.concat(parts)), "seed " + seed);
        }
    }

    @Test
    void concatKeepsAConstantThatAllPartsShare() {
        var constant = Vectors.constant(DataType.Scalar.INT, 7, 10);
        var whole = Batch.concat(List.of(Batch.of(constant), Batch.of(constant.slice(0, 3))));
        assertInstanceOf(ConstantVector.class, whole.column(0));
        assertEquals(13, whole.rows());
    }
}
