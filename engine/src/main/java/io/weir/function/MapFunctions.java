package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.Order;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.MapVector;
import io.weir.vector.NestedBuilders.Nested;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/** Maps and rows: made of values, looked into, taken apart. */
final class MapFunctions {
    private MapFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        construction(family);
        parts(family);
        lookups(family);
        rows(family);
        return family.functions();
    }

    private static void construction(Family family) {
        family.custom(
                "map map_from_arrays",
                arguments -> arguments.size() == 2
                                && arguments.get(0) instanceof ListOf keys
                                && arguments.get(1) instanceof ListOf values
                        ? new Signature(arguments, new MapOf(keys.element(), values.element()))
                        : null,
                Family.perRow("map", (row, out) -> {
                    var keys = ArrayElements.of(row, 0);
                    var values = ArrayElements.of(row, 1);
                    if (keys.size() != values.size()) {
                        throw new EngineException(
                                ErrorCode.INVALID_ARGUMENT,
                                "a map needs as many values as keys: " + keys.size() + " keys, " + values.size()
                                        + " values");
                    }
                    requireDistinct(keys);
                    var map = (Nested) out;
                    keys.append(0, keys.size(), map.parts().get(0));
                    values.append(0, values.size(), map.parts().get(1));
                    map.end();
                }));
        family.custom("map", MapFunctions::pairs, Family.perRowSeeingNulls("map", (row, out) -> {
            var map = (Nested) out;
            for (var i = 0; i < row.size(); i += 2) {
                requireNew(row, i);
            }
            for (var i = 0; i < row.size(); i++) {
                element(row, i).append(row.isNull(i) ? -1 : 0, map.parts().get(i % 2));
            }
            map.end();
        }));
        family.custom(
                "map_from_entries",
                arguments -> arguments.size() == 1
                                && arguments.get(0) instanceof ListOf list
                                && list.element() instanceof RowOf entry
                                && entry.schema().size() == 2
                        ? new Signature(
                                arguments,
                                new MapOf(entry.schema().type(0), entry.schema().type(1)))
                        : null,
                Family.perRow("map_from_entries", (row, out) -> {
                    var entries = ArrayElements.of(row, 0);
                    var fields = (RowVector) entries.vector().flat();
                    var keys = new ArrayElements(fields.field(0), entries.start(), entries.size());
                    requireDistinct(keys);
                    var map = (Nested) out;
                    keys.append(0, keys.size(), map.parts().get(0));
                    new ArrayElements(fields.field(1), entries.start(), entries.size())
                            .append(0, keys.size(), map.parts().get(1));
                    map.end();
                }));
        family.custom("map_concat map_union", MapFunctions::maps, Family.perRow("map_concat", MapFunctions::concat));
        var text = new MapOf(Scalar.VARCHAR, Scalar.VARCHAR);
        family.rows("str_to_map", List.of(Scalar.VARCHAR), text, (row, out) -> fromText(row.text(0), ",", "=", out));
        family.rows(
                "str_to_map split_to_map",
                Collections.nCopies(3, Scalar.VARCHAR),
                text,
                (row, out) -> fromText(row.text(0), row.text(1), row.text(2), out));
    }

    private static ArrayElements element(Row row, int number) {
        return new ArrayElements(row.argument(number).vector(), row.index(number), 1);
    }

    private static void requireDistinct(ArrayElements keys) {
        for (var i = 0; i < keys.size(); i++) {
            requireKey(keys.isNull(i), keys.find(keys, i, i) >= 0, keys.object(i));
        }
    }

    private static void requireNew(Row row, int number) {
        var known = false;
        for (var i = 0; i < number; i += 2) {
            known |= Order.compare(
                            row.argument(i).vector(),
                            row.index(i),
                            row.argument(number).vector(),
                            row.index(number))
                    == 0;
        }
        requireKey(row.isNull(number), known, row.object(number));
    }

    private static void requireKey(boolean isNull, boolean known, @Nullable Object key) {
        if (isNull || known) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "keys of a map are distinct and not null: " + key);
        }
    }

    private static @Nullable Signature pairs(List<DataType> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 != 0) {
            return null;
        }
        var keys = new ArrayList<DataType>();
        var values = new ArrayList<DataType>();
        for (var i = 0; i < arguments.size(); i++) {
            (i % 2 == 0 ? keys : values).add(arguments.get(i));
        }
        var key = Coercion.common(keys);
        var value = Coercion.common(values);
        if (key == null || value == null) {
            return null;
        }
        var parameters = new ArrayList<DataType>();
        for (var i = 0; i < arguments.size(); i++) {
            parameters.add(i % 2 == 0 ? key : value);
        }
        return new Signature(parameters, new MapOf(key, value));
    }

    private static @Nullable Signature maps(List<DataType> arguments) {
        var type = Coercion.common(arguments);
        return type instanceof MapOf ? new Signature(Collections.nCopies(arguments.size(), type), type) : null;
    }

    /** Of equal keys the last one counts, at the place of the first. */
    private static void concat(Row row, VectorBuilder out) {
        var map = (Nested) out;
        for (var i = 0; i < row.size(); i++) {
            var keys = ArrayElements.of(row, i);
            for (var j = 0; j < keys.size(); j++) {
                var first = true;
                for (var earlier = 0; earlier < i; earlier++) {
                    var known = ArrayElements.of(row, earlier);
                    first &= known.find(keys, j, known.size()) < 0;
                }
                if (first) {
                    keys.append(j, map.parts().get(0));
                    appendLast(row, keys, j, map.parts().get(1));
                }
            }
        }
        map.end();
    }

    private static void appendLast(Row row, ArrayElements keys, int key, VectorBuilder values) {
        for (var i = row.size() - 1; i >= 0; i--) {
            var known = ArrayElements.of(row, i);
            var place = known.find(keys, key, known.size());
            if (place >= 0) {
                values.append(
                        ((MapVector) row.argument(i).vector()).values(), Selection.of(new int[] {known.row(place)}, 1));
                return;
            }
        }
    }

    private static void fromText(String text, String pairs, String separator, VectorBuilder out) {
        var entries = new LinkedHashMap<String, @Nullable String>();
        for (var pair : TextEditFunctions.split(text, pairs)) {
            var at = pair.indexOf(separator);
            entries.put(at < 0 ? pair : pair.substring(0, at), at < 0 ? null : pair.substring(at + separator.length()));
        }
        io.weir.vector.Values.append(out, entries);
    }

    private static void parts(Family family) {
        family.custom(
                "map_keys",
                arguments -> arguments.size() == 1 && arguments.get(0) instanceof MapOf map
                        ? new Signature(arguments, new ListOf(map.key()))
                        : null,
                Family.perRow("map_keys", (row, out) -> {
                    var list = (Nested) out;
                    var keys = ArrayElements.of(row, 0);
                    keys.append(0, keys.size(), list.parts().get(0));
                    list.end();
                }));
        family.custom(
                "map_values",
                arguments -> arguments.size() == 1 && arguments.get(0) instanceof MapOf map
                        ? new Signature(arguments, new ListOf(map.value()))
                        : null,
                Family.perRow("map_values", (row, out) -> {
                    var list = (Nested) out;
                    values(row)
                            .append(
                                    0,
                                    ArrayElements.of(row, 0).size(),
                                    list.parts().get(0));
                    list.end();
                }));
        family.custom("map_entries", MapFunctions::entries, Family.perRow("map_entries", (row, out) -> {
            var list = (Nested) out;
            var entries = (Nested) list.parts().get(0);
            var keys = ArrayElements.of(row, 0);
            for (var i = 0; i < keys.size(); i++) {
                keys.append(i, entries.parts().get(0));
                values(row).append(i, entries.parts().get(1));
                entries.end();
            }
            list.end();
        }));
    }

    private static ArrayElements values(Row row) {
        var map = (MapVector) row.argument(0).vector();
        var index = row.index(0);
        return new ArrayElements(map.values(), map.starts()[index], map.lengths()[index]);
    }

    private static @Nullable Signature entries(List<DataType> arguments) {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof MapOf map)) {
            return null;
        }
        var schema = Schema.of(new Schema.Field("key", map.key()), new Schema.Field("value", map.value()));
        return new Signature(arguments, new ListOf(new RowOf(schema)));
    }

    private static void lookups(Family family) {
        family.custom("item element_at subscript", MapFunctions::keyed, Family.perRow("item", (row, out) -> {
            var keys = ArrayElements.of(row, 0);
            values(row).append(keys.find(row, 1), out);
        }));
        family.custom(
                "map_contains_key contains_key",
                arguments -> ArrayFunctions.result(keyed(arguments), Scalar.BOOLEAN),
                Family.perRow(
                        "map_contains_key",
                        RowFunction.booleans(row -> ArrayElements.of(row, 0).find(row, 1) >= 0)));
    }

    private static @Nullable Signature keyed(List<DataType> arguments) {
        return arguments.size() == 2
                        && arguments.get(0) instanceof MapOf map
                        && Coercion.accepts(arguments.get(1), map.key())
                ? new Signature(List.of(map, map.key()), map.value())
                : null;
    }

    private static void rows(Family family) {
        family.custom(
                "row struct",
                arguments -> {
                    var fields = new ArrayList<Schema.Field>();
                    for (var i = 0; i < arguments.size(); i++) {
                        fields.add(new Schema.Field("field" + i, arguments.get(i)));
                    }
                    return arguments.isEmpty() ? null : new Signature(arguments, new RowOf(new Schema(fields)));
                },
                (arguments, signature) -> new RowOfValues((RowOf) signature.result(), arguments));
        family.custom(
                "field",
                arguments -> arguments.size() == 2
                                && arguments.get(0) instanceof RowOf row
                                && row.schema().size() > 0
                        ? new Signature(List.of(row, Scalar.INT), row.schema().type(0))
                        : null,
                MapFunctions::field);
    }

    private static Expression field(List<Expression> arguments, Signature signature) {
        if (!(arguments.get(1) instanceof Literal literal) || !(literal.value() instanceof Number index)) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "the number of a field is a constant from 0");
        }
        return new FieldOfRow(index.intValue(), arguments.get(0));
    }
}
