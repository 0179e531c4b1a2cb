package io.weir.vector;

import io.weir.type.DataType;
import java.util.Arrays;
import java.util.List;

/** Builders of arrays, maps and rows, which hold builders of what they are made of. */
public final class NestedBuilders {
    private NestedBuilders() {}

    /** A builder whose values are made of other values: append to the parts, then close the row with {@link #end}. */
    public abstract static non-sealed class Nested extends VectorBuilder {
        Nested(DataType type, int capacity) {
            super(type, capacity);
        }

        /** The builders of the parts: elements; keys and values; fields. */
        public abstract List<VectorBuilder> parts();

        /** Makes a row of what was appended to the parts since the last row. */
        public abstract void end();

        @Override
        public final long bytes() {
            return 9L * capacity()
                    + parts().stream().mapToLong(VectorBuilder::bytes).sum();
        }
    }

    static final class Lists extends Nested {
        private final VectorBuilder elements;
        private int[] starts;
        private int[] lengths;

        Lists(DataType.ListOf type, int capacity) {
            super(type, capacity);
            elements = VectorBuilder.of(type.element(), capacity);
            starts = new int[capacity()];
            lengths = new int[capacity()];
        }

        @Override
        public List<VectorBuilder> parts() {
            return List.of(elements);
        }

        @Override
        public void end() {
            var row = next();
            starts[row] = row == 0 ? 0 : starts[row - 1] + lengths[row - 1];
            lengths[row] = elements.size() - starts[row];
        }

        @Override
        void blank(int row) {
            starts[row] = elements.size();
            lengths[row] = 0;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = (ListVector) source;
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                starts[from + i] = elements.size();
                lengths[from + i] = copied.isNull(row) ? 0 : copied.lengths()[row];
                elements.append(copied.elements(), Selection.range(copied.starts()[row], lengths[from + i]));
            }
        }

        @Override
        void grow(int newCapacity) {
            starts = Arrays.copyOf(starts, newCapacity);
            lengths = Arrays.copyOf(lengths, newCapacity);
        }

        @Override
        public Vector build() {
            return new ListVector((DataType.ListOf) type(), starts, lengths, elements.build(), nulls(), size());
        }
    }

    static final class Maps extends Nested {
        private final VectorBuilder keys;
        private final VectorBuilder values;
        private int[] starts;
        private int[] lengths;

        Maps(DataType.MapOf type, int capacity) {
            super(type, capacity);
            keys = VectorBuilder.of(type.key(), capacity);
            values = VectorBuilder.of(type.value(), capacity);
            starts = new int[capacity()];
            lengths = new int[capacity()];
        }

        @Override
        public List<VectorBuilder> parts() {
            return List.of(keys, values);
        }

        @Override
        public void end() {
            var row = next();
            starts[row] = row == 0 ? 0 : starts[row - 1] + lengths[row - 1];
            lengths[row] = keys.size() - starts[row];
        }

        @Override
        void blank(int row) {
            starts[row] = keys.size();
            lengths[row] = 0;
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = (MapVector) source;
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                starts[from + i] = keys.size();
                lengths[from + i] = copied.isNull(row) ? 0 : copied.lengths()[row];
                var entries = Selection.range(copied.starts()[row], lengths[from + i]);
                keys.append(copied.keys(), entries);
                values.append(copied.values(), entries);
            }
        }

        @Override
        void grow(int newCapacity) {
            starts = Arrays.copyOf(starts, newCapacity);
            lengths = Arrays.copyOf(lengths, newCapacity);
        }

        @Override
        public Vector build() {
            var entries = new MapVector.Entries(starts, lengths, keys.build(), values.build());
            return new MapVector((DataType.MapOf) type(), entries, nulls(), size());
        }
    }

    static final class Rows extends Nested {
        private final List<VectorBuilder> fields;

        Rows(DataType.RowOf type, int capacity) {
            super(type, capacity);
            fields = type.schema().types().stream()
                    .map(field -> VectorBuilder.of(field, capacity))
                    .toList();
        }

        @Override
        public List<VectorBuilder> parts() {
            return fields;
        }

        @Override
        public void end() {
            next();
        }

        @Override
        void blank(int row) {
            fields.forEach(VectorBuilder::appendNull);
        }

        @Override
        void copy(Vector source, Selection rows, int from) {
            var copied = (RowVector) source;
            for (var i = 0; i < fields.size(); i++) {
                fields.get(i).append(copied.field(i), rows);
            }
        }

        @Override
        void grow(int newCapacity) {}

        @Override
        public Vector build() {
            return new RowVector(
                    (DataType.RowOf) type(),
                    fields.stream().map(VectorBuilder::build).toList(),
                    nulls(),
                    size());
        }
    }
}
