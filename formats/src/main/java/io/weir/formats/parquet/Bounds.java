package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.Domain;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The range in which a column's values lie as far as statistics can be believed, in the type asked for; NaN may be there besides.
 *
 * @param low null if unknown
 * @param high null if unknown
 */
record Bounds(@Nullable Object low, @Nullable Object high) {
    static final Bounds UNKNOWN = new Bounds(null, null);

    /** Whether min and max of the format, in the order of the leaf's type, mean anything. */
    static boolean areOrdered(SchemaNode leaf) {
        return leaf.primitive().physical() != Physical.INT96 && leaf.logical().kind() != Logical.Kind.INTERVAL;
    }

    static Bounds of(Shape.Leaf leaf, Conversion conversion, ColumnChunk.Statistics statistics, WriterVersion writer) {
        var node = leaf.node();
        var bytes = node.primitive().physical().isBytes();
        var unsigned =
                node.logical().kind() == Logical.Kind.INTEGER && !node.logical().flag();
        if (!areOrdered(node)
                || statistics.signed() && (bytes || unsigned)
                || bytes && !writer.boundsOfBytesAreSound()) {
            return UNKNOWN;
        }
        return of(leaf, conversion, statistics.min(), statistics.max());
    }

    static Bounds of(Shape.Leaf leaf, Conversion conversion, byte @Nullable [] min, byte @Nullable [] max) {
        Object low;
        Object high;
        try {
            low = min == null ? null : value(leaf, conversion, min, true);
            high = max == null ? null : value(leaf, conversion, max, false);
        } catch (RuntimeException e) {
            return UNKNOWN;
        }
        if (isNaN(low) || isNaN(high) || low != null && high != null && Domain.compare(low, high) > 0) {
            return UNKNOWN;
        }
        return new Bounds(low, high);
    }

    private static boolean isNaN(@Nullable Object value) {
        return value instanceof Double d && d.isNaN() || value instanceof Float f && f.isNaN();
    }

    private static @Nullable Object value(Shape.Leaf leaf, Conversion conversion, byte[] plain, boolean lower) {
        var primitive = leaf.node().primitive();
        Vector decoded;
        if (primitive.physical() == Physical.BYTE_ARRAY) {
            var valid = leaf.type() == Scalar.VARCHAR ? validText(plain, lower) : plain;
            if (valid == null) {
                return null;
            }
            decoded = new BytesVector(Scalar.VARBINARY, valid, new int[1], new int[] {valid.length}, null, 1);
        } else {
            var padded = Arrays.copyOf(plain, plain.length + Slice.SLACK);
            decoded = ValueDecoder.of(Encoding.PLAIN, primitive, new Slice(padded, 0, plain.length), 1)
                    .read(1);
        }
        var converted = conversion.convert(decoded);
        if (converted.type() == Scalar.VARCHAR && leaf.type() == Scalar.VARBINARY && !isText(plain)) {
            return null;
        }
        var value = Values.get(converted, 0);
        if (value instanceof Double d && d == 0) {
            return lower ? -0.0 : 0.0;
        }
        return value instanceof Float f && f == 0 ? Float.valueOf(lower ? -0f : 0f) : value;
    }

    /** Bounds may be cut within a character: a lower bound then gives up the character, an upper bound cannot be used. */
    private static byte @Nullable [] validText(byte[] bytes, boolean lower) {
        for (var length = bytes.length; length >= 0 && length > bytes.length - 4; length--) {
            var prefix = Arrays.copyOf(bytes, length);
            if (isText(prefix)) {
                return lower || length == bytes.length ? prefix : null;
            }
        }
        return null;
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    boolean isKnown() {
        return low != null && high != null;
    }

    /** False only if no value has a partner; bounds leave out NaN. */
    boolean mayMeet(RuntimeFilter filter) {
        return !isKnown()
                || filter.mayContain(low, high)
                || high instanceof Double && filter.mayContain(Double.NaN, Double.NaN)
                || high instanceof Float && filter.mayContain(Float.NaN, Float.NaN);
    }
}
