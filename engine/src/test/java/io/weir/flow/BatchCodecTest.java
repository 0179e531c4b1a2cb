package io.weir.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.LongVector;
import io.weir.vector.ObjectVector;
import io.weir.vector.Selection;
import io.weir.vector.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    @Test
    void whatIsWrittenIsRead() {
        for (var seed = 0; seed < 500; seed++) {
            same(new RandomBatches(seed).any(), "seed " + seed);
        }
    }

    @Test
    void everyTypeHasAWireForm() {
        for (var type : RandomBatches.allTypes()) {
            for (var seed = 0; seed < 20; seed++) {
                same(new RandomBatches(seed).of(List.of(type), 100), type.sql() + " seed " + seed);
            }
        }
    }

    private static void same(Batch batch, String what) {
        var read = BatchCodec.decode(BatchCodec.encode(batch));
        assertEquals(Batches.lines(batch), Batches.lines(read), what);
        assertEquals(batch.rows(), read.physicalRows(), what);
        for (var i = 0; i < batch.width(); i++) {
            assertEquals(batch.column(i).type(), read.column(i).type(), what);
        }
    }

    @Test
    void textsMayLieAnywhereInTheirBytes() {
        var data = "abcdef".getBytes(StandardCharsets.UTF_8);
        var starts = new int[] {0, 2, 6, 3, 3, 1};
        var texts = new BytesVector(DataType.Scalar.VARCHAR, data, starts, new int[] {2, 1, 0, 3, 1, 4}, null, 6);
        var read = BatchCodec.decode(BatchCodec.encode(Batch.of(texts)));
        assertEquals(List.of("ab", "c", "''", "def", "d", "bcde"), Batches.lines(read));
    }

    @Test
    void constantsAndDictionariesKeepTheirForm() {
        var values = new LongVector(DataType.Scalar.BIGINT, new long[] {10, 20, 30}, null, 3);
        var batch = Batch.of(
                new DictionaryVector(new Dictionary(values), new int[] {0, 2, 2, 0}, null, 4),
                Vectors.constant(DataType.Scalar.VARCHAR, "x", 4));
        var read = BatchCodec.decode(BatchCodec.encode(batch.select(Selection.of(new int[] {1, 2, 3}, 3))));
        var dictionary = assertInstanceOf(DictionaryVector.class, read.column(0));
        assertEquals(2, dictionary.dictionary().size());
        assertInstanceOf(ConstantVector.class, read.column(1));
        assertEquals(List.of("30 x", "30 x", "10 x"), Batches.lines(read));
    }

    @Test
    void aMillionRowsOfNumbersCostTheirBytes() {
        var numbers = new LongVector(DataType.Scalar.BIGINT, new long[1_000_000], null, 1_000_000);
        assertTrue(BatchCodec.encode(Batch.of(numbers)).length < 8_000_020);
    }

    @Test
    void damagedBytesAreAnErrorAndNothingElse() {
        var random = new Random(7);
        for (var seed = 0; seed < 300; seed++) {
            var bytes = BatchCodec.encode(new RandomBatches(seed).any());
            for (var damage = 0; damage < 20; damage++) {
                var damaged = Arrays.copyOf(bytes, damage == 0 ? random.nextInt(bytes.length) : bytes.length);
                if (damage > 0) {
                    damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                decodeOrFail(damaged);
            }
        }
    }

    /** Changed values go unnoticed; a changed length must not lead to anything but the one error. */
    private static void decodeOrFail(byte[] damaged) {
        try {
            BatchCodec.decode(damaged);
        } catch (EngineException e) {
            assertEquals(ErrorCode.BAD_DATA, e.code());
        }
    }

    @Test
    void javaObjectsStayInTheirProcess() {
        var type = new DataType.ObjectOf<>(Thread.class);
        var batch = Batch.of(new ObjectVector(type, new Object[1], 1));
        var failure = assertThrows(EngineException.class, () -> BatchCodec.encode(batch));
        assertEquals(ErrorCode.NOT_SUPPORTED, failure.code());
    }
}
