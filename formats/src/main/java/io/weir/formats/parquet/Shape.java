package io.weir.formats.parquet;

import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.RowOf;
import java.util.List;

/** How a column is put together from its leaves, free of the wrappers that lists and maps have in a file. */
sealed interface Shape {
    DataType type();

    /** The definition level from which on the value is not null. */
    int definition();

    /** Where an element of something repeated begins: from that definition level on, at that repetition level or below. */
    record Repeated(int definition, int repetition) {
        static Repeated of(SchemaNode node) {
            return new Repeated(node.levels().definition(), node.levels().repetition());
        }
    }

    record Leaf(SchemaNode node, DataType type) implements Shape {
        @Override
        public int definition() {
            return node.levels().definition();
        }
    }

    record Row(int definition, List<Shape> fields, RowOf type) implements Shape {}

    record Elements(int definition, Repeated repeated, Shape element) implements Shape {
        @Override
        public ListOf type() {
            return new ListOf(element.type());
        }
    }

    record Entries(int definition, Repeated repeated, Shape key, Shape value) implements Shape {
        @Override
        public MapOf type() {
            return new MapOf(key.type(), value.type());
        }
    }
}
