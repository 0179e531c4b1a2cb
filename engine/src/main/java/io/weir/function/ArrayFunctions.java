package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Order;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.vector.VectorBuilder;
import java.util.List;

/** Arrays looked into: sizes, elements, members. Positions count from 1, from the end if negative. */
final class ArrayFunctions {
    private ArrayFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.custom(
                "cardinality array_length array_size size",
                arguments -> sized(arguments),
                Family.perRow(
                        "cardinality",
                        RowFunction.integers(row -> ArrayElements.of(row, 0).size())));
        family.custom("item subscript", ArrayFunctions::indexed, Family.perRow("item", (row, out) -> {
            var elements = ArrayElements.of(row, 0);
            elements.append(index(elements, row.integer(1), row), out);
        }));
        family.custom("element_at try_element_at", ArrayFunctions::indexed, Family.perRow("element_at", (row, out) -> {
            var elements = ArrayElements.of(row, 0);
            var index = row.integer(1);
            var place = index < 0 ? elements.size() + index : index - 1;
            elements.append(place < 0 || place >= elements.size() ? -1 : (int) place, out);
        }));
        family.custom("element", arguments -> single(arguments), Family.perRow("element", (row, out) -> {
            var elements = ArrayElements.of(row, 0);
            if (elements.size() > 1) {
                throw new EngineException(
                        ErrorCode.INVALID_ARGUMENT, "element needs an array of one element: " + elements.size());
            }
            elements.append(elements.size() - 1, out);
        }));
        family.custom(
                "contains array_contains", ArrayFunctions::member, Family.perRow("contains", ArrayFunctions::contains));
        family.custom(
                "array_position",
                arguments -> result(member(arguments), Scalar.BIGINT),
                Family.perRow(
                        "array_position",
                        RowFunction.integers(row -> ArrayElements.of(row, 0).find(row, 1) + 1)));
        family.custom(
                "arrays_overlap",
                ArrayFunctions::overlapping,
                Family.perRow("arrays_overlap", RowFunction.booleans(ArrayFunctions::overlap)));
        family.custom(
                "array_max",
                ArrayFunctions::single,
                Family.perRow("array_max", (row, out) -> extreme(ArrayElements.of(row, 0), 1, out)));
        family.custom(
                "array_min",
                ArrayFunctions::single,
                Family.perRow("array_min", (row, out) -> extreme(ArrayElements.of(row, 0), -1, out)));
        joins(family);
        return family.functions();
    }

    private static @Nullable Signature sized(List<DataType> arguments) {
        return arguments.size() == 1
                        && (arguments.get(0) instanceof ListOf || arguments.get(0) instanceof DataType.MapOf)
                ? new Signature(arguments, Scalar.BIGINT)
                : null;
    }

    /** An array; the answer is an element. */
    private static @Nullable Signature single(List<DataType> arguments) {
        return arguments.size() == 1 && arguments.get(0) instanceof ListOf list
                ? new Signature(arguments, list.element())
                : null;
    }

    private static @Nullable Signature indexed(List<DataType> arguments) {
        return arguments.size() == 2
                        && arguments.get(0) instanceof ListOf list
                        && Coercion.accepts(arguments.get(1), Scalar.BIGINT)
                ? new Signature(List.of(list, Scalar.BIGINT), list.element())
                : null;
    }

    /** An array and something that may be an element; the answer is a truth. */
    static @Nullable Signature member(List<DataType> arguments) {
        if (arguments.size() != 2 || !(arguments.get(0) instanceof ListOf list)) {
            return null;
        }
        var element = Coercion.common(list.element(), arguments.get(1));
        return element == null ? null : new Signature(List.of(new ListOf(element), element), Scalar.BOOLEAN);
    }

    static @Nullable Signature result(@Nullable Signature signature, DataType type) {
        return signature == null ? null : new Signature(signature.parameters(), type);
    }

    private static @Nullable Signature overlapping(List<DataType> arguments) {
        var type = arguments.size() == 2 ? Coercion.common(arguments) : null;
        return type instanceof ListOf ? new Signature(List.of(type, type), Scalar.BOOLEAN) : null;
    }

    private static int index(ArrayElements elements, long index, Row row) {
        if (index < 1 || index > elements.size()) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "array of " + elements.size() + " elements has none at " + row.integer(1)
                            + "; element_at answers null instead");
        }
        return (int) index - 1;
    }

    /** Unknown if it is not there but a null is. */
    private static void contains(Row row, VectorBuilder out) {
        var elements = ArrayElements.of(row, 0);
        if (elements.find(row, 1) >= 0) {
            out.append(true);
        } else if (elements.hasNull()) {
            out.appendNull();
        } else {
            out.append(false);
        }
    }

    private static boolean overlap(Row row) {
        var left = ArrayElements.of(row, 0);
        var right = ArrayElements.of(row, 1);
        for (var i = 0; i < left.size(); i++) {
            if (!left.isNull(i) && right.find(left, i, right.size()) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Null if there is no element or one of them is null. */
    private static void extreme(ArrayElements elements, int sign, VectorBuilder out) {
        var best = elements.size() == 0 || elements.hasNull() ? -1 : 0;
        for (var i = 1; best >= 0 && i < elements.size(); i++) {
            if (Order.compare(elements.vector(), elements.row(i), elements.vector(), elements.row(best)) * sign > 0) {
                best = i;
            }
        }
        elements.append(best, out);
    }

    private static void joins(Family family) {
        for (var withReplacement : List.of(false, true)) {
            family.custom(
                    "array_join array_to_string",
                    arguments -> arguments.size() == (withReplacement ? 3 : 2)
                                    && arguments.get(0) instanceof ListOf
                                    && arguments.subList(1, arguments.size()).stream()
                                            .allMatch(Coercion::isText)
                            ? joinTypes(arguments.size())
                            : null,
                    Family.perRow("array_join", RowFunction.texts(ArrayFunctions::join)));
        }
    }

    private static Signature joinTypes(int count) {
        var parameters = new java.util.ArrayList<DataType>();
        parameters.add(new ListOf(Scalar.VARCHAR));
        parameters.addAll(java.util.Collections.nCopies(count - 1, Scalar.VARCHAR));
        return new Signature(parameters, Scalar.VARCHAR);
    }

    private static String join(Row row) {
        var elements = ArrayElements.of(row, 0);
        var joined = new StringBuilder();
        var separator = "";
        for (var i = 0; i < elements.size(); i++) {
            if (!elements.isNull(i) || row.size() > 2) {
                joined.append(separator).append(elements.isNull(i) ? row.text(2) : elements.object(i));
                separator = row.text(1);
            }
        }
        return joined.toString();
    }
}
