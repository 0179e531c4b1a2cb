package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Order;
import io.weir.expression.Row;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.NestedBuilders.Nested;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays put in another order, cut, grown in the middle, and joined side by side. */
final class ArrayMakingFunctions {
    private ArrayMakingFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        orders(family);
        family.custom("array_compact", arguments -> list(arguments), Family.perRow("array_compact", (row, out) -> {
            var source = ArrayElements.of(row, 0);
            for (var i = 0; i < source.size(); i++) {
                if (!source.isNull(i)) {
                    source.append(i, elements(out));
                }
            }
            ((Nested) out).end();
        }));
        family.custom(
                "trim_array", arguments -> list(arguments, Scalar.BIGINT), Family.perRow("trim_array", (row, out) -> {
                    var source = ArrayElements.of(row, 0);
                    var dropped = row.integer(1);
                    if (dropped < 0 || dropped > source.size()) {
                        throw new EngineException(
                                ErrorCode.INVALID_ARGUMENT,
                                "trim_array cannot cut " + dropped + " of " + source.size() + " elements");
                    }
                    source.append(0, source.size() - (int) dropped, elements(out));
                    ((Nested) out).end();
                }));
        family.custom("get", arguments -> element(arguments), Family.perRow("get", (row, out) -> {
            var source = ArrayElements.of(row, 0);
            var index = row.integer(1);
            source.append(index < 0 || index >= source.size() ? -1 : (int) index, out);
        }));
        family.custom(
                "array_insert", ArrayMakingFunctions::inserted, Family.perRowSeeingNulls("array_insert", (row, out) -> {
                    if (row.isNull(0) || row.isNull(1)) {
                        out.appendNull();
                    } else {
                        insert(row, elements(out));
                        ((Nested) out).end();
                    }
                }));
        family.custom("zip arrays_zip", ArrayMakingFunctions::zipped, Family.perRow("zip", ArrayMakingFunctions::zip));
        return family.functions();
    }

    private static VectorBuilder elements(VectorBuilder list) {
        return ((Nested) list).parts().get(0);
    }

    /** An array and further arguments; the answer is an array like it. */
    private static @Nullable Signature list(List<DataType> arguments, DataType... others) {
        if (arguments.size() != 1 + others.length
                || !(arguments.get(0) instanceof ListOf list)
                || !Coercion.acceptsAll(arguments.subList(1, arguments.size()), List.of(others))) {
            return null;
        }
        var parameters = new ArrayList<DataType>();
        parameters.add(list);
        parameters.addAll(List.of(others));
        return new Signature(parameters, list);
    }

    private static @Nullable Signature element(List<DataType> arguments) {
        var list = list(arguments, Scalar.BIGINT);
        return list == null ? null : ArrayFunctions.result(list, ((ListOf) list.result()).element());
    }

    private static void orders(Family family) {
        family.custom(
                "array_sort sort_array",
                arguments -> list(arguments, Scalar.BOOLEAN),
                Family.perRow("array_sort", (row, out) -> sort(row, row.truth(1), row.truth(1), out)));
        family.custom(
                "array_sort",
                arguments -> list(arguments, Scalar.BOOLEAN, Scalar.BOOLEAN),
                Family.perRow("array_sort", (row, out) -> sort(row, row.truth(1), row.truth(2), out)));
    }

    private static void sort(Row row, boolean ascending, boolean nullsFirst, VectorBuilder out) {
        var source = ArrayElements.of(row, 0);
        Comparator<Integer> values =
                (a, b) -> Order.compare(source.vector(), source.row(a), source.vector(), source.row(b));
        Comparator<Integer> nulls = Comparator.comparing(i -> source.isNull(i) != nullsFirst);
        IntStream.range(0, source.size())
                .boxed()
                .sorted(nulls.thenComparing(ascending ? values : values.reversed()))
                .forEach(i -> source.append(i, elements(out)));
        ((Nested) out).end();
    }

    /** An array, a place and an element. */
    private static @Nullable Signature inserted(List<DataType> arguments) {
        if (arguments.size() != 3 || !Coercion.accepts(arguments.get(1), Scalar.BIGINT)) {
            return null;
        }
        var member = ArrayFunctions.member(List.of(arguments.get(0), arguments.get(2)));
        return member == null
                ? null
                : new Signature(
                        List.of(
                                member.parameters().get(0),
                                Scalar.BIGINT,
                                member.parameters().get(1)),
                        member.parameters().get(0));
    }

    /** Places count from 1, from behind the end if negative; what lies between is null. */
    private static void insert(Row row, VectorBuilder elements) {
        var source = ArrayElements.of(row, 0);
        var wanted = row.integer(1);
        var place = wanted > 0 ? wanted - 1 : source.size() + wanted + 1;
        if (wanted == 0 || place < 0 || place > 1_000_000) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "array_insert has no such place: " + wanted);
        }
        var before = (int) Math.min(place, source.size());
        source.append(0, before, elements);
        for (var i = before; i < place; i++) {
            elements.appendNull();
        }
        new ArrayElements(row.argument(2).vector(), row.index(2), 1).append(row.isNull(2) ? -1 : 0, elements);
        source.append(before, source.size() - before, elements);
    }

    private static @Nullable Signature zipped(List<DataType> arguments) {
        var fields = new ArrayList<Schema.Field>();
        for (var argument : arguments) {
            if (!(argument instanceof ListOf list)) {
                return null;
            }
            fields.add(new Schema.Field("field" + fields.size(), list.element()));
        }
        return fields.isEmpty() ? null : new Signature(arguments, new ListOf(new RowOf(new Schema(fields))));
    }

    /** The shorter are filled up with nulls. */
    private static void zip(Row row, VectorBuilder out) {
        var most = 0;
        for (var i = 0; i < row.size(); i++) {
            most = Math.max(most, ArrayElements.of(row, i).size());
        }
        var rows = (Nested) elements(out);
        for (var k = 0; k < most; k++) {
            for (var i = 0; i < row.size(); i++) {
                var source = ArrayElements.of(row, i);
                source.append(k < source.size() ? k : -1, rows.parts().get(i));
            }
            rows.end();
        }
        ((Nested) out).end();
    }
}
