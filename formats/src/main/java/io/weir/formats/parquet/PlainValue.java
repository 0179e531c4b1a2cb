package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** A single value as the bytes that a file would hold for it, where there is only one way to write it. */
final class PlainValue {
    private static final int MICROS_A_MILLI = 1000;

    private PlainValue() {}

    /** Null where there are several ways, or none. */
    static byte @Nullable [] of(Shape.Leaf leaf, DataType type, Object value) {
        var integers = isInteger(leaf.type()) && isInteger(type);
        if (!integers && !leaf.type().equals(type)) {
            return null;
        }
        var primitive = leaf.node().primitive();
        return switch (primitive.physical()) {
            case INT32 -> integer(number(leaf, type, value), Integer.BYTES);
            case INT64 -> integer(number(leaf, type, value), Long.BYTES);
            case FLOAT, DOUBLE -> floating(value);
            case BYTE_ARRAY -> type instanceof DataType.Decimal ? null : bytes(value);
            case FIXED_LEN_BYTE_ARRAY -> fixed(leaf, value, primitive.length());
            case BOOLEAN, INT96 -> null;
        };
    }

    private static boolean isInteger(DataType type) {
        return type == Scalar.TINYINT || type == Scalar.SMALLINT || type == Scalar.INT || type == Scalar.BIGINT;
    }

    private static @Nullable BigInteger number(Shape.Leaf leaf, DataType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.unscaledValue();
        }
        var number = Values.toLong(type, value);
        if (type == Scalar.TIME || type instanceof DataType.Timestamp) {
            var digits = leaf.node().logical().digits();
            if (digits == 3) {
                return number % MICROS_A_MILLI == 0 ? BigInteger.valueOf(number / MICROS_A_MILLI) : null;
            } else if (type == Scalar.TIME && digits != 6) {
                return null; // what is below microseconds was cut off
            }
        }
        return BigInteger.valueOf(number);
    }

    private static byte @Nullable [] integer(@Nullable BigInteger number, int width) {
        var bytes = number == null ? null : bigEndian(number, width);
        if (bytes != null) {
            for (int i = 0, k = width - 1; i < k; i++, k--) {
                var swapped = bytes[i];
                bytes[i] = bytes[k];
                bytes[k] = swapped;
            }
        }
        return bytes;
    }

    private static byte @Nullable [] bigEndian(BigInteger number, int width) {
        var digits = number.toByteArray();
        if (digits.length > width) {
            return null;
        }
        var bytes = new byte[width];
        Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, width - digits.length, digits.length);
        return bytes;
    }

    /** There are two zeros and many NaN. */
    private static byte @Nullable [] floating(Object value) {
        var number = ((Number) value).doubleValue();
        if (number == 0 || Double.isNaN(number)) {
            return null;
        }
        return value instanceof Float real
                ? little(Float.BYTES).putFloat(real).array()
                : little(Double.BYTES).putDouble(number).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte @Nullable [] bytes(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return value instanceof byte[] bytes ? bytes : null;
    }

    private static byte @Nullable [] fixed(Shape.Leaf leaf, Object value, int width) {
        if (value instanceof BigDecimal decimal) {
            return bigEndian(decimal.unscaledValue(), width);
        }
        if (leaf.node().logical().kind() == Logical.Kind.UUID) {
            return uuid((String) value);
        }
        var bytes = leaf.type() == Scalar.VARCHAR || leaf.type() == Scalar.VARBINARY ? bytes(value) : null;
        return bytes != null && bytes.length == width ? bytes : null;
    }

    private static byte @Nullable [] uuid(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equals(text)
                    ? ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array()
                    : null;
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
