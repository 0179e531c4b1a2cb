package io.weir.vector;

import io.weir.type.DataType;
import java.util.Arrays;

/** Builders of vectors whose values have a fixed width. */
final class FixedBuilders {
    private FixedBuilders() {}

    abstract static non-sealed class Fixed extends VectorBuilder {
        private final int width;

        Fixed(DataType type, int capacity, int width) {
            super(type, capacity);
            this.width = width;
        }

        @Override
        public final long bytes() {
            return (long) capacity() * (width + 1);
        }
    }

    static final class Booleans extends Fixed {
        private boolean[] values;

        Booleans(DataType type, int capacity) {
            super(type, capacity, 1);
            values = new boolean[capacity()];
        }

        @Override
        public void append(boolean value) {
            var row = next();
            values[row] = value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((BooleanVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new BooleanVector(type(), values, nulls(), size());
        }
    }

    static final class Bytes extends Fixed {
        private byte[] values;

        Bytes(DataType type, int capacity) {
            super(type, capacity, 1);
            values = new byte[capacity()];
        }

        @Override
        public void append(long value) {
            var row = next();
            values[row] = (byte) value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((ByteVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new ByteVector(type(), values, nulls(), size());
        }
    }

    static final class Shorts extends Fixed {
        private short[] values;

        Shorts(DataType type, int capacity) {
            super(type, capacity, 2);
            values = new short[capacity()];
        }

        @Override
        public void append(long value) {
            var row = next();
            values[row] = (short) value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((ShortVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new ShortVector(type(), values, nulls(), size());
        }
    }

    static final class Ints extends Fixed {
        private int[] values;

        Ints(DataType type, int capacity) {
            super(type, capacity, 4);
            values = new int[capacity()];
        }

        @Override
        public void append(long value) {
            var row = next();
            values[row] = (int) value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((IntVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new IntVector(type(), values, nulls(), size());
        }
    }

    static final class Longs extends Fixed {
        private long[] values;

        Longs(DataType type, int capacity) {
            super(type, capacity, 8);
            values = new long[capacity()];
        }

        @Override
        public void append(long value) {
            var row = next();
            values[row] = value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((LongVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new LongVector(type(), values, nulls(), size());
        }
    }

    static final class Floats extends Fixed {
        private float[] values;

        Floats(DataType type, int capacity) {
            super(type, capacity, 4);
            values = new float[capacity()];
        }

        @Override
        public void append(double value) {
            var row = next();
            values[row] = (float) value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((FloatVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new FloatVector(type(), values, nulls(), size());
        }
    }

    static final class Doubles extends Fixed {
        private double[] values;

        Doubles(DataType type, int capacity) {
            super(type, capacity, 8);
            values = new double[capacity()];
        }

        @Override
        public void append(double value) {
            var row = next();
            values[row] = value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((DoubleVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new DoubleVector(type(), values, nulls(), size());
        }
    }

    static final class Objects extends Fixed {
        private Object[] values;

        Objects(DataType type, int capacity) {
            super(type, capacity, 16);
            values = new Object[capacity()];
        }

        @Override
        public void append(Object value) {
            var row = next();
            values[row] = value;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = ((ObjectVector) source).values();
            var selected = rows.rows();
            if (selected == null) {
                System.arraycopy(copied, 0, values, from, rows.count());
                return;
            }
            for (var i = 0; i < rows.count(); i++) {
                values[from + i] = copied[selected[i]];
            }
        }

        @Override
        void grow(int newCapacity) {
            values = Arrays.copyOf(values, newCapacity);
        }

        @Override
        public Vector build() {
            return new ObjectVector(type(), values, size());
        }
    }

    static final class Decimals extends Fixed {
        private long[] high;
        private long[] low;

        /** Zero while every value fits into a long. */
        private long misfit;

        Decimals(DataType type, int capacity) {
            super(type, capacity, 16);
            high = new long[capacity()];
            low = new long[capacity()];
        }

        @Override
        public void append(long highHalf, long lowHalf) {
            var row = next();
            high[row] = highHalf;
            low[row] = lowHalf;
            misfit |= highHalf ^ lowHalf >> Long.SIZE - 1;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = (Decimal128Vector) source;
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                high[from + i] = copied.high(row);
                low[from + i] = copied.low()[row];
                misfit |= high[from + i] ^ low[from + i] >> Long.SIZE - 1;
            }
        }

        @Override
        void grow(int newCapacity) {
            high = Arrays.copyOf(high, newCapacity);
            low = Arrays.copyOf(low, newCapacity);
        }

        @Override
        public Vector build() {
            return new Decimal128Vector(type(), misfit == 0 ? null : high, low, nulls(), size());
        }
    }
}
