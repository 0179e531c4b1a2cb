package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;

/** Vectors of any integral storage from longs that fit. */
final class Integers {
    private Integers() {}

    static Vector narrow(DataType type, long[] values, boolean @Nullable [] nulls, int size) {
        switch (type.storage()) {
            case LONG -> {
                return new LongVector(type, values, nulls, size);
            }
            case INT -> {
                var narrowed = new int[size];
                for (var i = 0; i < size; i++) {
                    narrowed[i] = (int) values[i];
                }
                return new IntVector(type, narrowed, nulls, size);
            }
            case SHORT -> {
                var narrowed = new short[size];
                for (var i = 0; i < size; i++) {
                    narrowed[i] = (short) values[i];
                }
                return new ShortVector(type, narrowed, nulls, size);
            }
            case BYTE -> {
                var narrowed = new byte[size];
                for (var i = 0; i < size; i++) {
                    narrowed[i] = (byte) values[i];
                }
                return new ByteVector(type, narrowed, nulls, size);
            }
            case BOOLEAN -> {
                var narrowed = new boolean[size];
                for (var i = 0; i < size; i++) {
                    narrowed[i] = values[i] != 0;
                }
                return new BooleanVector(type, narrowed, nulls, size);
            }
            default -> throw new AssertionError(type);
        }
    }

    static long least(DataType type) {
        return switch (type.storage()) {
            case LONG -> Long.MIN_VALUE;
            case INT -> Integer.MIN_VALUE;
            case SHORT -> Short.MIN_VALUE;
            case BYTE -> Byte.MIN_VALUE;
            default -> throw new AssertionError(type);
        };
    }

    static long most(DataType type) {
        return -1 - least(type);
    }
}
