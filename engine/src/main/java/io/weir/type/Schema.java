package io.weir.type;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Names and types of an edge or a table, in order. Names compare without regard to case; they may repeat in a query's result. */
public record Schema(List<Field> fields) implements Serializable {
    public record Field(String name, DataType type) implements Serializable {}

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
    public String toString() {
        return fields.stream()
                .map(field -> field.name() + " " + field.type().sql())
                .collect(Collectors.joining(", "));
    }
}
