package io.weir.type;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names and types of an edge or a table, in order. Names compare without regard to case; they may repeat in a query's result.
 *
 * <p>This and other records that each start compares have their methods written out: what Java makes for a record it makes when it is
 * first called, which takes it milliseconds.
 */
public record Schema(List<Field> fields) implements Serializable {
    public record Field(String name, DataType type) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Field field && name.equals(field.name) && type.equals(field.type);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }
    }

    public Schema {
        fields = List.copyOf(fields);
    }

    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    public DataType type(int index) {
        return fields.get(index).type();
    }

    public List<DataType> types() {
        return fields.stream().map(Field::type).toList();
    }

    /** The first field of that name, without regard to case; -1 where there is none. */
    public int indexOf(String name) {
        for (var i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    public Schema select(int... indexes) {
        return new Schema(java.util.Arrays.stream(indexes).mapToObj(fields::get).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && fields.equals(schema.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.name() + " " + field.type().sql())
                .collect(Collectors.joining(", "));
    }
}
