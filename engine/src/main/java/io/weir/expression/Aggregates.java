package io.weir.expression;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.BOOLEAN;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.INT;
import static io.weir.type.DataType.Scalar.REAL;
import static io.weir.type.DataType.Scalar.SMALLINT;
import static io.weir.type.DataType.Scalar.TINYINT;

import io.weir.Nullable;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All built-in aggregates by name. */
public final class Aggregates {
    private static final Map<String, List<AggregateDefinition>> BY_NAME = byName();

    private Aggregates() {}

    /** The definitions of that name, lower case, the best fitting first; empty if there is none. */
    public static List<AggregateDefinition> find(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** Every definition, by name. */
    public static List<AggregateDefinition> all() {
        return BY_NAME.values().stream().flatMap(List::stream).toList();
    }

    private static Map<String, List<AggregateDefinition>> byName() {
        var definitions = new ArrayList<AggregateDefinition>();
        definitions.addAll(counts());
        definitions.addAll(sums());
        definitions.addAll(choices());
        var byName = new TreeMap<String, List<AggregateDefinition>>();
        for (var definition : definitions) {
            byName.computeIfAbsent(definition.name(), name -> new ArrayList<>()).add(definition);
        }
        return byName;
    }

    private static List<AggregateDefinition> counts() {
        return List.of(
                new BuiltinAggregate(
                        "count",
                        arguments -> arguments.size() <= 1 ? new Signature(arguments, BIGINT) : null,
                        signature -> {
                            var rows = signature.parameters().isEmpty()
                                    ? CountAccumulator.Rows.ALL
                                    : CountAccumulator.Rows.NOT_NULL;
                            return BoundAggregate.of(BIGINT, BIGINT, () -> new CountAccumulator(rows));
                        }),
                new BuiltinAggregate(
                        "count_if",
                        arguments -> arguments.equals(List.of(BOOLEAN)) ? new Signature(arguments, BIGINT) : null,
                        signature -> BoundAggregate.of(
                                BIGINT, BIGINT, () -> new CountAccumulator(CountAccumulator.Rows.TRUE))));
    }

    private static List<AggregateDefinition> sums() {
        return List.of(
                new BuiltinAggregate("sum", Aggregates::resolveSum, Aggregates::bindSum),
                new BuiltinAggregate("avg", Aggregates::resolveAverage, Aggregates::bindAverage));
    }

    private static @Nullable Signature resolveSum(List<DataType> arguments) {
        if (arguments.size() != 1) {
            return null;
        }
        var type = arguments.get(0);
        if (type instanceof Decimal decimal) {
            return new Signature(arguments, new Decimal(Decimal.MAX_PRECISION, decimal.scale()));
        } else if (integer(type)) {
            return new Signature(arguments, BIGINT);
        } else if (floating(type) || type == Scalar.INTERVAL_MICROS) {
            return new Signature(arguments, type);
        }
        return null;
    }

    private static AggregateFunction bindSum(Signature signature) {
        var type = signature.result();
        if (type instanceof Decimal decimal) {
            return exact(type, decimal, Int128Sum.Answer.SUM);
        } else if (floating(type)) {
            return BoundAggregate.of(type, DOUBLE, BIGINT, () -> new DoubleSum(type, DoubleSum.Answer.SUM));
        }
        return BoundAggregate.of(type, type, () -> new LongSum(type));
    }

    private static @Nullable Signature resolveAverage(List<DataType> arguments) {
        if (arguments.size() != 1) {
            return null;
        }
        var type = arguments.get(0);
        if (type instanceof Decimal || floating(type)) {
            return new Signature(arguments, type);
        }
        return integer(type) ? new Signature(arguments, DOUBLE) : null;
    }

    private static AggregateFunction bindAverage(Signature signature) {
        var type = signature.result();
        if (type instanceof Decimal decimal) {
            return exact(type, decimal, Int128Sum.Answer.DECIMAL_AVERAGE);
        } else if (integer(signature.parameters().get(0))) {
            return exact(DOUBLE, new Decimal(Decimal.MAX_PRECISION, 0), Int128Sum.Answer.DOUBLE_AVERAGE);
        }
        return BoundAggregate.of(type, DOUBLE, BIGINT, () -> new DoubleSum(type, DoubleSum.Answer.AVERAGE));
    }

    private static AggregateFunction exact(DataType type, Decimal argument, Int128Sum.Answer answer) {
        var partial = new Decimal(Decimal.MAX_PRECISION, argument.scale());
        return BoundAggregate.of(type, partial, BIGINT, () -> new Int128Sum(type, partial, answer));
    }

    private static List<AggregateDefinition> choices() {
        return List.of(
                choice("min", MinMax.Kept.LEAST).with(BuiltinAggregate.Trait.IGNORES_DUPLICATES),
                choice("max", MinMax.Kept.GREATEST).with(BuiltinAggregate.Trait.IGNORES_DUPLICATES),
                choice("any_value", MinMax.Kept.FIRST_SEEN).with(BuiltinAggregate.Trait.IGNORES_DUPLICATES),
                choice("arbitrary", MinMax.Kept.FIRST_SEEN).with(BuiltinAggregate.Trait.IGNORES_DUPLICATES));
    }

    private static BuiltinAggregate choice(String name, MinMax.Kept kept) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 1 && (kept == MinMax.Kept.FIRST_SEEN || orderable(arguments.get(0)))
                        ? new Signature(arguments, arguments.get(0))
                        : null,
                signature -> {
                    var type = signature.result();
                    return BoundAggregate.of(type, type, () -> new MinMax(type, kept));
                });
    }

    static boolean orderable(DataType type) {
        return switch (type.storage()) {
            case MAP, OBJECT -> false;
            case LIST -> orderable(((DataType.ListOf) type).element());
            case ROW -> ((DataType.RowOf) type).schema().types().stream().allMatch(Aggregates::orderable);
            default -> true;
        };
    }

    static boolean integer(DataType type) {
        return type == TINYINT || type == SMALLINT || type == INT || type == BIGINT;
    }

    static boolean floating(DataType type) {
        return type == REAL || type == DOUBLE;
    }
}
