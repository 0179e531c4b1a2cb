package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Makes vectors from vectors: of nulls, with other nulls, of another type with the same storage, one after the other. */
public final class Vectors {
    private Vectors() {}

    /** {@code size} nulls, in constant space. */
    public static Vector nulls(DataType type, int size) {
        return new ConstantVector(flatNulls(type, 1), size);
    }

    /** {@code size} rows of one Java value as {@link Values} understands it; null makes nulls. */
    public static Vector constant(DataType type, @Nullable Object value, int size) {
        var builder = VectorBuilder.of(type, 1);
        Values.append(builder, value);
        return new ConstantVector(builder.build(), size);
    }

    /** Flat nulls. */
    public static Vector flatNulls(DataType type, int size) {
        var nulls = new boolean[size];
        Arrays.fill(nulls, true);
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, new boolean[size], nulls, size);
            case BYTE -> new ByteVector(type, new byte[size], nulls, size);
            case SHORT -> new ShortVector(type, new short[size], nulls, size);
            case INT -> new IntVector(type, new int[size], nulls, size);
            case LONG -> new LongVector(type, new long[size], nulls, size);
            case DECIMAL128 -> new Decimal128Vector(type, new long[size], new long[size], nulls, size);
            case FLOAT -> new FloatVector(type, new float[size], nulls, size);
            case DOUBLE -> new DoubleVector(type, new double[size], nulls, size);
            case BYTES -> new BytesVector(type, new byte[0], new int[size], new int[size], nulls, size);
            case LIST -> {
                var list = (DataType.ListOf) type;
                yield new ListVector(list, new int[size], new int[size], flatNulls(list.element(), 0), nulls, size);
            }
            case MAP -> {
                var map = (DataType.MapOf) type;
                var entries = new MapVector.Entries(
                        new int[size], new int[size], flatNulls(map.key(), 0), flatNulls(map.value(), 0));
                yield new MapVector(map, entries, nulls, size);
            }
            case ROW -> {
                var row = (DataType.RowOf) type;
                yield new RowVector(
                        row,
                        row.schema().types().stream()
                                .map(field -> flatNulls(field, size))
                                .toList(),
                        nulls,
                        size);
            }
            case OBJECT -> new ObjectVector(type, new Object[size], size);
        };
    }

    /** The same values under another mask, which replaces the old one. A constant or dictionary keeps its form where it can. */
    public static Vector withNulls(Vector vector, boolean @Nullable [] nulls) {
        var size = vector.size();
        if (vector instanceof DictionaryVector d && !d.dictionary().values().hasNulls()) {
            return new DictionaryVector(d.dictionary(), d.ids(), nulls, size);
        }
        return retyped(vector.flat(), vector.type(), nulls);
    }

    /** The same values read as another type of the same storage. */
    public static Vector withType(Vector vector, DataType type) {
        if (vector.type().equals(type)) {
            return vector;
        }
        if (vector.type().storage() != type.storage()) {
            throw new IllegalArgumentException("storage of " + vector.type().sql() + " is not that of " + type.sql());
        }
        if (vector instanceof ConstantVector constant) {
            return new ConstantVector(withType(constant.value(), type), constant.size());
        }
        if (vector instanceof DictionaryVector d) {
            var retyped = d.dictionary()
                    .derived(type, () -> new Dictionary(withType(d.dictionary().values(), type)));
            return new DictionaryVector(retyped, d.ids(), d.nulls(), d.size());
        }
        return retyped(vector, type, vector.nulls());
    }

    private static Vector retyped(Vector flat, DataType type, boolean @Nullable [] nulls) {
        var size = flat.size();
        if (flat instanceof BooleanVector v) {
            return new BooleanVector(type, v.values(), nulls, size);
        } else if (flat instanceof ByteVector v) {
            return new ByteVector(type, v.values(), nulls, size);
        } else if (flat instanceof ShortVector v) {
            return new ShortVector(type, v.values(), nulls, size);
        } else if (flat instanceof IntVector v) {
            return new IntVector(type, v.values(), nulls, size);
        } else if (flat instanceof LongVector v) {
            return new LongVector(type, v.values(), nulls, size);
        } else if (flat instanceof Decimal128Vector v) {
            return new Decimal128Vector(type, v.isNarrow() ? null : v.high(), v.low(), nulls, size);
        } else if (flat instanceof FloatVector v) {
            return new FloatVector(type, v.values(), nulls, size);
        } else if (flat instanceof DoubleVector v) {
            return new DoubleVector(type, v.values(), nulls, size);
        } else if (flat instanceof BytesVector v) {
            return new BytesVector(type, v.data(), v.starts(), v.lengths(), nulls, size);
        } else if (flat instanceof ListVector v) {
            var list = (DataType.ListOf) type;
            return new ListVector(list, v.starts(), v.lengths(), withType(v.elements(), list.element()), nulls, size);
        } else if (flat instanceof MapVector v) {
            var map = (DataType.MapOf) type;
            var keys = withType(v.keys(), map.key());
            var values = withType(v.values(), map.value());
            return new MapVector(map, new MapVector.Entries(v.starts(), v.lengths(), keys, values), nulls, size);
        } else if (flat instanceof RowVector v) {
            var row = (DataType.RowOf) type;
            return new RowVector(row, retypedFields(v, row.schema()), nulls, size);
        } else if (flat instanceof ObjectVector v) {
            return v;
        }
        throw new AssertionError(flat);
    }

    private static List<Vector> retypedFields(RowVector row, Schema schema) {
        var fields = new java.util.ArrayList<Vector>();
        for (var i = 0; i < schema.size(); i++) {
            fields.add(withType(row.field(i), schema.type(i)));
        }
        return fields;
    }

    /** All rows of the parts, in order. The parts have one type; dictionaries survive where all parts share one. */
    public static Vector concat(List<? extends Vector> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return gather(
                parts, parts.stream().map(part -> Selection.all(part.size())).toList());
    }

    /** The chosen rows of each part, one part after the other. Dictionaries and constants survive where all parts share one. */
    public static Vector gather(List<? extends Vector> parts, List<Selection> rows) {
        if (parts.size() == 1) {
            return parts.get(0).take(rows.get(0));
        }
        var size = Math.toIntExact(rows.stream().mapToLong(Selection::count).sum());
        if (parts.get(0) instanceof DictionaryVector first
                && parts.stream()
                        .allMatch(p -> p instanceof DictionaryVector d && d.dictionary() == first.dictionary())) {
            return gatherIds(parts, rows, first.dictionary(), size);
        }
        if (parts.get(0) instanceof ConstantVector first
                && parts.stream().allMatch(p -> p instanceof ConstantVector c && c.value() == first.value())) {
            return new ConstantVector(first.value(), size);
        }
        var builder = VectorBuilder.of(parts.get(0).type(), size);
        for (var i = 0; i < parts.size(); i++) {
            builder.append(parts.get(i), rows.get(i));
        }
        return builder.build();
    }

    private static Vector gatherIds(
            List<? extends Vector> parts, List<Selection> rows, Dictionary dictionary, int size) {
        var ids = new int[size];
        var nulls = parts.stream().anyMatch(part -> part.nulls() != null) ? new boolean[size] : null;
        var position = 0;
        for (var i = 0; i < parts.size(); i++) {
            var part = ((DictionaryVector) parts.get(i)).take(rows.get(i));
            System.arraycopy(part.ids(), 0, ids, position, part.size());
            if (nulls != null && part.nulls() != null) {
                System.arraycopy(part.nulls(), 0, nulls, position, part.size());
            }
            position += part.size();
        }
        return new DictionaryVector(dictionary, ids, nulls, size);
    }

    /** The rows chosen; a negative row number makes a null. */
    public static Vector takeOrNull(Vector vector, int[] rows, int count) {
        var missing = new boolean[count];
        var any = false;
        var safe = new int[count];
        for (var i = 0; i < count; i++) {
            missing[i] = rows[i] < 0;
            any |= missing[i];
            safe[i] = Math.max(rows[i], 0);
        }
        if (!any) {
            return vector.take(Selection.of(safe, count));
        }
        if (vector.size() == 0) {
            return nulls(vector.type(), count);
        }
        var taken = vector.take(Selection.of(safe, count));
        if (taken instanceof ConstantVector) {
            taken = taken.flat();
        }
        return withNulls(taken, Masks.or(missing, maskOf(taken), count));
    }

    /** The mask of a vector of any kind, entries of a dictionary included; null if no row is null. */
    public static boolean @Nullable [] maskOf(Vector vector) {
        if (vector instanceof DictionaryVector d && d.dictionary().values().hasNulls()) {
            var entries = d.dictionary().values().nulls();
            var mask = Masks.take(entries, Selection.of(d.ids(), d.size()));
            return Masks.or(d.nulls(), mask, d.size());
        }
        return vector.nulls();
    }

    /** An empty vector of that type. */
    public static Vector empty(DataType type) {
        return flatNulls(type, 0);
    }

    public static List<Vector> empty(Schema schema) {
        return schema.types().stream().map(Vectors::empty).toList();
    }

    /** That many copies of one vector of nulls a type; for the missing side of an outer join. */
    public static List<Vector> nulls(List<DataType> types, int size) {
        return Collections.unmodifiableList(
                types.stream().map(type -> nulls(type, size)).toList());
    }
}
