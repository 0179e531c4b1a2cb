package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/**
 * Builds one flat vector value by value or by copying from others. Appending a value of another storage than the type's is a
 * programmer's error and throws {@link UnsupportedOperationException}. Not to be used after {@link #build()}.
 */
public abstract sealed class VectorBuilder permits FixedBuilders.Fixed, BytesBuilder, NestedBuilders.Nested {
    private final DataType type;
    private boolean @Nullable [] nulls;
    private int size;
    private int capacity;

    VectorBuilder(DataType type, int capacity) {
        this.type = type;
        this.capacity = Math.max(capacity, 8);
    }

    public static VectorBuilder of(DataType type, int capacity) {
        return switch (type.storage()) {
            case BOOLEAN -> new FixedBuilders.Booleans(type, capacity);
            case BYTE -> new FixedBuilders.Bytes(type, capacity);
            case SHORT -> new FixedBuilders.Shorts(type, capacity);
            case INT -> new FixedBuilders.Ints(type, capacity);
            case LONG -> new FixedBuilders.Longs(type, capacity);
            case DECIMAL128 -> new FixedBuilders.Decimals(type, capacity);
            case FLOAT -> new FixedBuilders.Floats(type, capacity);
            case DOUBLE -> new FixedBuilders.Doubles(type, capacity);
            case OBJECT -> new FixedBuilders.Objects(type, capacity);
            case BYTES -> new BytesBuilder(type, capacity);
            case LIST -> new NestedBuilders.Lists((DataType.ListOf) type, capacity);
            case MAP -> new NestedBuilders.Maps((DataType.MapOf) type, capacity);
            case ROW -> new NestedBuilders.Rows((DataType.RowOf) type, capacity);
        };
    }

    public final DataType type() {
        return type;
    }

    public final int size() {
        return size;
    }

    public final void appendNull() {
        var row = next();
        mask()[row] = true;
        blank(row);
    }

    /** BOOLEAN. */
    public void append(boolean value) {
        throw wrong("a boolean");
    }

    /** Any integral storage, dates, times and decimals of up to 18 digits; the value must fit. */
    public void append(long value) {
        throw wrong("a number");
    }

    /** Decimals of more than 18 digits. */
    public void append(long high, long low) {
        throw wrong("a long decimal");
    }

    /** REAL and DOUBLE. */
    public void append(double value) {
        throw wrong("a floating-point number");
    }

    /** VARCHAR, CHAR and VARBINARY; the range is copied. */
    public void append(byte[] data, int start, int length) {
        throw wrong("bytes");
    }

    /** OBJECT. */
    public void append(Object value) {
        throw wrong("an object");
    }

    /** Appends the chosen rows of a vector of the same type. */
    public final void append(Vector source, Selection rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (source instanceof ConstantVector || source instanceof DictionaryVector) {
            append(source.take(rows).flat(), Selection.all(rows.count()));
            return;
        }
        var from = size;
        var count = rows.count();
        reserve(count);
        if (source.hasNulls()) {
            var target = mask();
            for (var i = 0; i < count; i++) {
                target[from + i] = source.isNull(rows.row(i));
            }
        }
        size += count;
        copy(source, rows, from);
    }

    /** Bytes of heap held, roughly. */
    public abstract long bytes();

    public abstract Vector build();

    /** Room for so many more values. */
    public final void reserve(int more) {
        var wanted = size + more;
        if (wanted > capacity) {
            capacity = Math.max(wanted, (int) Math.min(2L * capacity, Integer.MAX_VALUE - 16));
            grow(capacity);
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, capacity);
            }
        }
    }

    /** Copies rows of a flat vector to row {@code from} on; room is there and nulls are done. */
    abstract void copy(Vector source, Selection rows, int from);

    abstract void grow(int newCapacity);

    /** Leaves something harmless in a null slot. */
    void blank(int row) {}

    final int next() {
        reserve(1);
        return size++;
    }

    final int capacity() {
        return capacity;
    }

    final boolean @Nullable [] nulls() {
        return nulls;
    }

    private boolean[] mask() {
        if (nulls == null) {
            nulls = new boolean[capacity];
        }
        return nulls;
    }

    private UnsupportedOperationException wrong(String what) {
        return new UnsupportedOperationException("cannot append " + what + " to a vector of " + type.sql());
    }
}
