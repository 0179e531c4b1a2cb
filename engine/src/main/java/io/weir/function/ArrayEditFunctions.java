package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Order;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.vector.NestedBuilders.Nested;
import io.weir.vector.VectorBuilder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays made of values and of arrays. */
final class ArrayEditFunctions {
    private static final int MOST_ELEMENTS = 1_000_000;

    /** Appends elements; the row is closed by the caller. */
    private interface Filling extends java.io.Serializable {
        void fill(Row row, VectorBuilder elements);
    }

    private ArrayEditFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        construction(family);
        sets(family);
        orders(family);
        parts(family);
        return family.functions();
    }

    private static RowFunction filling(Filling filling) {
        return (row, out) -> {
            var list = (Nested) out;
            filling.fill(row, list.parts().get(0));
            list.end();
        };
    }

    private static void construction(Family family) {
        family.custom(
                "array",
                arguments -> {
                    var element = Coercion.common(arguments);
                    return element == null
                            ? null
                            : new Signature(
                                    java.util.Collections.nCopies(arguments.size(), element), new ListOf(element));
                },
                Family.perRowSeeingNulls("array", filling((row, elements) -> {
                    for (var i = 0; i < row.size(); i++) {
                        single(row, i).append(row.isNull(i) ? -1 : 0, elements);
                    }
                })));
        family.custom(
                "array_append",
                ArrayEditFunctions::withElement,
                Family.perRowSeeingNulls("array_append", grown(false)));
        family.custom(
                "array_prepend",
                ArrayEditFunctions::withElement,
                Family.perRowSeeingNulls("array_prepend", grown(true)));
        family.custom(
                "array_concat concat ||",
                arguments -> lists(arguments, 1),
                Family.perRow("array_concat", filling((row, elements) -> {
                    for (var i = 0; i < row.size(); i++) {
                        all(ArrayElements.of(row, i), elements);
                    }
                })));
        family.custom(
                "repeat array_repeat",
                arguments -> arguments.size() == 2 && Coercion.accepts(arguments.get(1), Scalar.BIGINT)
                        ? new Signature(List.of(arguments.get(0), Scalar.BIGINT), new ListOf(arguments.get(0)))
                        : null,
                Family.perRow("repeat", filling((row, elements) -> {
                    requireSize(row.integer(1));
                    for (var i = 0L; i < row.integer(1); i++) {
                        single(row, 0).append(0, elements);
                    }
                })));
        var pair = List.<DataType>of(Scalar.BIGINT, Scalar.BIGINT);
        family.rows(
                "sequence",
                pair,
                new ListOf(Scalar.BIGINT),
                filling((row, elements) ->
                        sequence(row.integer(0), row.integer(1), row.integer(0) <= row.integer(1) ? 1 : -1, elements)));
        family.rows(
                "sequence",
                List.of(Scalar.BIGINT, Scalar.BIGINT, Scalar.BIGINT),
                new ListOf(Scalar.BIGINT),
                filling((row, elements) -> sequence(row.integer(0), row.integer(1), row.integer(2), elements)));
        family.rows(
                "sequence",
                List.of(Scalar.DATE, Scalar.DATE),
                new ListOf(Scalar.DATE),
                filling((row, elements) ->
                        sequence(row.integer(0), row.integer(1), row.integer(0) <= row.integer(1) ? 1 : -1, elements)));
        datesApart(family, Scalar.INTERVAL_MICROS);
        datesApart(family, Scalar.INTERVAL_MONTHS);
    }

    /** Dates so many months or days apart. */
    private static void datesApart(Family family, Scalar step) {
        family.rows(
                "sequence",
                List.of(Scalar.DATE, Scalar.DATE, step),
                new ListOf(Scalar.DATE),
                filling((row, elements) -> {
                    var days = row.integer(2) / Temporal.MICROS_PER_DAY;
                    if (step == Scalar.INTERVAL_MICROS && days * Temporal.MICROS_PER_DAY == row.integer(2)) {
                        sequence(row.integer(0), row.integer(1), days, elements);
                    } else if (step == Scalar.INTERVAL_MONTHS && row.integer(2) != 0) {
                        months(row, elements);
                    } else {
                        throw new EngineException(
                                ErrorCode.INVALID_ARGUMENT, "a sequence of dates goes by whole days or months");
                    }
                }));
    }

    private static void months(Row row, VectorBuilder elements) {
        var from = LocalDate.ofEpochDay(row.integer(0));
        var to = LocalDate.ofEpochDay(row.integer(1));
        var step = row.integer(2);
        for (var i = 0L;
                step > 0
                        ? !from.plusMonths(i * step).isAfter(to)
                        : !from.plusMonths(i * step).isBefore(to);
                i++) {
            requireSize(i);
            elements.append(from.plusMonths(i * step).toEpochDay());
        }
    }

    /** A value as an array of itself. */
    private static ArrayElements single(Row row, int number) {
        return new ArrayElements(row.argument(number).vector(), row.index(number), 1);
    }

    private static void requireSize(long size) {
        if (size > MOST_ELEMENTS) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "array of more than " + MOST_ELEMENTS + " elements: " + size);
        }
    }

    private static void sequence(long from, long to, long step, VectorBuilder elements) {
        if (step == 0 || from != to && from < to != step > 0) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "no sequence from " + from + " to " + to + " by " + step);
        }
        var count = Math.abs((double) to - from) / Math.abs((double) step);
        requireSize((long) count + 1);
        for (var i = 0; i <= (long) count; i++) {
            elements.append(from + i * step);
        }
    }

    /** A null array makes a null; a null element is one. */
    private static RowFunction grown(boolean atStart) {
        var filling = filling((row, elements) -> {
            if (atStart) {
                single(row, 1).append(row.isNull(1) ? -1 : 0, elements);
            }
            all(ArrayElements.of(row, 0), elements);
            if (!atStart) {
                single(row, 1).append(row.isNull(1) ? -1 : 0, elements);
            }
        });
        return (row, out) -> {
            if (row.isNull(0)) {
                out.appendNull();
            } else {
                filling.apply(row, out);
            }
        };
    }

    private static void all(ArrayElements source, VectorBuilder elements) {
        source.append(0, source.size(), elements);
    }

    private static @Nullable Signature withElement(List<DataType> arguments) {
        var member = ArrayFunctions.member(arguments);
        return member == null
                ? null
                : new Signature(member.parameters(), member.parameters().get(0));
    }

    private static @Nullable Signature lists(List<DataType> arguments, int least) {
        var type = arguments.size() < least ? null : Coercion.common(arguments);
        return type instanceof ListOf
                ? new Signature(java.util.Collections.nCopies(arguments.size(), type), type)
                : null;
    }

    private static @Nullable Signature one(List<DataType> arguments) {
        return arguments.size() == 1 ? lists(arguments, 1) : null;
    }

    private static @Nullable Signature two(List<DataType> arguments) {
        return arguments.size() == 2 ? lists(arguments, 2) : null;
    }

    private static void sets(Family family) {
        family.custom(
                "array_distinct",
                ArrayEditFunctions::one,
                Family.perRow(
                        "array_distinct",
                        filling((row, elements) -> distinct(ArrayElements.of(row, 0), null, elements))));
        family.custom("array_union", ArrayEditFunctions::two, Family.perRow("array_union", filling((row, elements) -> {
            distinct(ArrayElements.of(row, 0), null, elements);
            distinct(ArrayElements.of(row, 1), ArrayElements.of(row, 0), elements);
        })));
        family.custom(
                "array_except",
                ArrayEditFunctions::two,
                Family.perRow(
                        "array_except",
                        filling((row, elements) ->
                                distinct(ArrayElements.of(row, 0), ArrayElements.of(row, 1), elements))));
        family.custom(
                "array_intersect",
                ArrayEditFunctions::two,
                Family.perRow("array_intersect", filling((row, elements) -> {
                    var left = ArrayElements.of(row, 0);
                    var right = ArrayElements.of(row, 1);
                    for (var i = 0; i < left.size(); i++) {
                        if (left.find(left, i, i) < 0 && right.find(left, i, right.size()) >= 0) {
                            left.append(i, elements);
                        }
                    }
                })));
        family.custom(
                "array_remove",
                ArrayEditFunctions::withElement,
                Family.perRow("array_remove", filling((row, elements) -> {
                    var source = ArrayElements.of(row, 0);
                    for (var i = 0; i < source.size(); i++) {
                        if (Order.compare(
                                        source.vector(),
                                        source.row(i),
                                        row.argument(1).vector(),
                                        row.index(1))
                                != 0) {
                            source.append(i, elements);
                        }
                    }
                })));
    }

    /** Each element once, but for those of another array. */
    private static void distinct(ArrayElements source, @Nullable ArrayElements without, VectorBuilder elements) {
        for (var i = 0; i < source.size(); i++) {
            var known =
                    source.find(source, i, i) >= 0 || without != null && without.find(source, i, without.size()) >= 0;
            if (!known) {
                source.append(i, elements);
            }
        }
    }

    private static void orders(Family family) {
        family.custom(
                "array_sort sort_array",
                ArrayEditFunctions::one,
                Family.perRow("array_sort", filling((row, elements) -> sorted(ArrayElements.of(row, 0), elements))));
        family.custom(
                "reverse array_reverse", ArrayEditFunctions::one, Family.perRow("reverse", filling((row, elements) -> {
                    var source = ArrayElements.of(row, 0);
                    for (var i = source.size() - 1; i >= 0; i--) {
                        source.append(i, elements);
                    }
                })));
    }

    /** Ascending, nulls last. */
    private static void sorted(ArrayElements source, VectorBuilder elements) {
        Comparator<Integer> order =
                (a, b) -> Order.compare(source.vector(), source.row(a), source.vector(), source.row(b));
        IntStream.range(0, source.size()).boxed().sorted(order).forEach(i -> source.append(i, elements));
    }

    private static void parts(Family family) {
        var counts = List.<DataType>of(Scalar.BIGINT, Scalar.BIGINT);
        family.custom(
                "slice array_slice",
                arguments -> arguments.size() == 3
                                && arguments.get(0) instanceof ListOf
                                && Coercion.acceptsAll(arguments.subList(1, 3), counts)
                        ? new Signature(List.of(arguments.get(0), Scalar.BIGINT, Scalar.BIGINT), arguments.get(0))
                        : null,
                Family.perRow("slice", filling(ArrayEditFunctions::slice)));
        family.custom(
                "flatten",
                arguments -> arguments.size() == 1
                                && arguments.get(0) instanceof ListOf outer
                                && outer.element() instanceof ListOf
                        ? new Signature(arguments, outer.element())
                        : null,
                Family.perRow("flatten", filling((row, elements) -> {
                    var outer = ArrayElements.of(row, 0);
                    var inner = (io.weir.vector.ListVector) outer.vector().flat();
                    for (var i = outer.row(0); i < outer.row(outer.size()); i++) {
                        if (!inner.isNull(i)) {
                            all(new ArrayElements(inner.elements(), inner.starts()[i], inner.lengths()[i]), elements);
                        }
                    }
                })));
    }

    private static void slice(Row row, VectorBuilder elements) {
        var source = ArrayElements.of(row, 0);
        var start = row.integer(1);
        var length = row.integer(2);
        if (start == 0 || length < 0) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "slice counts from 1 or from -1 and needs a length that is not negative: " + start + ", " + length);
        }
        var from = start > 0 ? start - 1 : source.size() + start;
        if (from >= 0 && from < source.size()) {
            source.append((int) from, (int) Math.min(length, source.size() - from), elements);
        }
    }
}
