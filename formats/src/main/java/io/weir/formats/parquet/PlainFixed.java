package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Values of a fixed width, one after the other: any of them can be read without the ones before. */
final class PlainFixed extends ValueDecoder {
    private final Physical physical;
    private final int width;
    private final byte[] bytes;
    private final int end;
    private int position;

    PlainFixed(SchemaNode.Primitive type, Slice values) {
        physical = type.physical();
        width = type.width();
        bytes = values.bytes();
        position = values.offset();
        end = values.end();
    }

    @Override
    void skip(int count) {
        advance(count);
    }

    private int advance(int count) {
        var from = position;
        if ((long) count * width > end - from) {
            throw tooShort();
        }
        position = from + count * width;
        return from;
    }

    @Override
    Vector read(int count) {
        var p = advance(count);
        switch (physical) {
            case INT32 -> {
                var values = new int[count];
                for (var i = 0; i < count; i++) {
                    values[i] = LittleEndian.i32(bytes, p + 4 * i);
                }
                return new IntVector(Scalar.INT, values, null, count);
            }
            case INT64 -> {
                var values = new long[count];
                for (var i = 0; i < count; i++) {
                    values[i] = LittleEndian.i64(bytes, p + 8 * i);
                }
                return new LongVector(Scalar.BIGINT, values, null, count);
            }
            case FLOAT -> {
                var values = new float[count];
                for (var i = 0; i < count; i++) {
                    values[i] = Float.intBitsToFloat(LittleEndian.i32(bytes, p + 4 * i));
                }
                return new FloatVector(Scalar.REAL, values, null, count);
            }
            case DOUBLE -> {
                var values = new double[count];
                for (var i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble(LittleEndian.i64(bytes, p + 8 * i));
                }
                return new DoubleVector(Scalar.DOUBLE, values, null, count);
            }
            default -> {
                var starts = new int[count];
                for (var i = 0; i < count; i++) {
                    starts[i] = p + i * width;
                }
                return bytesVector(starts, count);
            }
        }
    }

    @Override
    Vector pick(int count, int[] positions, int picked) {
        var p = advance(count);
        switch (physical) {
            case INT32 -> {
                var values = new int[picked];
                for (var i = 0; i < picked; i++) {
                    values[i] = LittleEndian.i32(bytes, p + 4 * positions[i]);
                }
                return new IntVector(Scalar.INT, values, null, picked);
            }
            case INT64 -> {
                var values = new long[picked];
                for (var i = 0; i < picked; i++) {
                    values[i] = LittleEndian.i64(bytes, p + 8 * positions[i]);
                }
                return new LongVector(Scalar.BIGINT, values, null, picked);
            }
            case FLOAT -> {
                var values = new float[picked];
                for (var i = 0; i < picked; i++) {
                    values[i] = Float.intBitsToFloat(LittleEndian.i32(bytes, p + 4 * positions[i]));
                }
                return new FloatVector(Scalar.REAL, values, null, picked);
            }
            case DOUBLE -> {
                var values = new double[picked];
                for (var i = 0; i < picked; i++) {
                    values[i] = Double.longBitsToDouble(LittleEndian.i64(bytes, p + 8 * positions[i]));
                }
                return new DoubleVector(Scalar.DOUBLE, values, null, picked);
            }
            default -> {
                var starts = new int[picked];
                for (var i = 0; i < picked; i++) {
                    starts[i] = p + positions[i] * width;
                }
                return bytesVector(starts, picked);
            }
        }
    }

    private Vector bytesVector(int[] starts, int count) {
        var lengths = new int[count];
        Arrays.fill(lengths, width);
        return new BytesVector(Scalar.VARBINARY, bytes, starts, lengths, null, count);
    }
}
