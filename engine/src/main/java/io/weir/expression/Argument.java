package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.nio.charset.StandardCharsets;

/** Reads single values of a flat or constant vector, for the functions that are not worth a loop for each storage. */
public final class Argument {
    private static final byte[] NO_BYTES = new byte[0];

    private final Vector vector;
    private final Storage storage;
    private final boolean @Nullable [] nulls;

    /** 0 for a constant, which has one row. */
    private final int stride;

    public Argument(Vector source) {
        var constant = source instanceof ConstantVector c ? c : null;
        this.vector = constant == null ? source : constant.value();
        this.stride = constant == null ? 1 : 0;
        this.storage = vector.type().storage();
        this.nulls = vector.nulls();
    }

    public DataType type() {
        return vector.type();
    }

    /** The vector behind, flat, to be read at {@link #index}. */
    public Vector vector() {
        return vector;
    }

    public int index(int row) {
        return row * stride;
    }

    public boolean isNull(int row) {
        return nulls != null && nulls[row * stride];
    }

    public boolean truth(int row) {
        return ((BooleanVector) vector).value(row * stride);
    }

    /** Any integral storage: whole numbers, dates, times, intervals, the unscaled value of a short decimal; true is 1. */
    public long integer(int row) {
        var index = row * stride;
        return switch (storage) {
            case LONG -> ((LongVector) vector).value(index);
            case INT -> ((IntVector) vector).value(index);
            case SHORT -> ((ShortVector) vector).value(index);
            case BYTE -> ((ByteVector) vector).value(index);
            case BOOLEAN -> ((BooleanVector) vector).value(index) ? 1 : 0;
            case DECIMAL128 -> ((Decimal128Vector) vector).low()[index];
            default -> throw wrong("a whole number");
        };
    }

    /** The upper half of what {@link #integer} answers. */
    public long high(int row) {
        return storage == Storage.DECIMAL128
                ? ((Decimal128Vector) vector).high(row * stride)
                : Int128.highOf(integer(row));
    }

    /** REAL and DOUBLE. */
    public double real(int row) {
        var index = row * stride;
        return switch (storage) {
            case DOUBLE -> ((DoubleVector) vector).value(index);
            case FLOAT -> ((FloatVector) vector).value(index);
            default -> throw wrong("a floating-point number");
        };
    }

    public byte[] data() {
        return vector instanceof BytesVector bytes ? bytes.data() : NO_BYTES;
    }

    public int start(int row) {
        return ((BytesVector) vector).starts()[row * stride];
    }

    public int length(int row) {
        return ((BytesVector) vector).lengths()[row * stride];
    }

    /** The text of a VARCHAR. */
    public String text(int row) {
        return new String(data(), start(row), length(row), StandardCharsets.UTF_8);
    }

    /** A copy of the bytes. */
    public byte[] binary(int row) {
        return ((BytesVector) vector).copy(row * stride);
    }

    /** The value as an object. */
    public @Nullable Object object(int row) {
        return Values.get(vector, row * stride);
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(
                "cannot read " + what + " from " + vector.type().sql());
    }
}
