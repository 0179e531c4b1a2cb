package io.weir.aggregate;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.BOOLEAN;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.INT;
import static io.weir.type.DataType.Scalar.REAL;
import static io.weir.type.DataType.Scalar.SMALLINT;
import static io.weir.type.DataType.Scalar.TINYINT;

import io.weir.aggregate.BuiltinAggregate.Trait;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
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
        definitions.addAll(StatisticalAggregates.all());
        definitions.addAll(CollectingAggregates.all());
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
                        arguments -> new Signature(arguments, BIGINT),
                        signature -> count(
                                signature.parameters().isEmpty()
                                        ? CountAccumulator.Rows.ALL
                                        : CountAccumulator.Rows.NOT_NULL)),
                new BuiltinAggregate(
                        "count_if",
                        arguments -> arguments.equals(List.of(BOOLEAN)) ? new Signature(arguments, BIGINT) : null,
                        signature -> count(CountAccumulator.Rows.TRUE)),
                approxDistinct("approx_distinct"),
                approxDistinct("approx_count_distinct"),
                new BuiltinAggregate(
                        "checksum",
                        arguments -> arguments.size() == 1 ? new Signature(arguments, DataType.Scalar.VARBINARY) : null,
                        signature -> BoundAggregate.of(DataType.Scalar.VARBINARY, BIGINT, Checksum::new)));
    }

    private static BuiltinAggregate approxDistinct(String name) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 1 ? new Signature(arguments, BIGINT) : null,
                signature -> BoundAggregate.of(BIGINT, DataType.Scalar.VARBINARY, ApproxDistinct::new),
                Trait.IGNORES_DUPLICATES);
    }

    private static AggregateFunction count(CountAccumulator.Rows rows) {
        return BoundAggregate.of(BIGINT, BIGINT, () -> new CountAccumulator(rows));
    }

    private static List<AggregateDefinition> sums() {
        return List.of(
                new BuiltinAggregate("sum", Sums::resolveSum, Sums::bindSum),
                new BuiltinAggregate("avg", Sums::resolveAverage, Sums::bindAverage),
                fold("bit_and", BitFold.Fold.AND, Trait.IGNORES_DUPLICATES),
                fold("bit_or", BitFold.Fold.OR, Trait.IGNORES_DUPLICATES),
                fold("bit_xor", BitFold.Fold.XOR),
                fold("bit_and_agg", BitFold.Fold.AND, Trait.IGNORES_DUPLICATES),
                fold("bit_or_agg", BitFold.Fold.OR, Trait.IGNORES_DUPLICATES),
                fold("bit_xor_agg", BitFold.Fold.XOR),
                fold("bitwise_and_agg", BitFold.Fold.AND, Trait.IGNORES_DUPLICATES),
                fold("bitwise_or_agg", BitFold.Fold.OR, Trait.IGNORES_DUPLICATES),
                fold("bitwise_xor_agg", BitFold.Fold.XOR));
    }

    private static BuiltinAggregate fold(String name, BitFold.Fold fold, Trait... traits) {
        return new BuiltinAggregate(
                name,
                arguments ->
                        arguments.size() == 1 && integer(arguments.get(0)) ? new Signature(arguments, BIGINT) : null,
                signature -> BoundAggregate.of(BIGINT, BIGINT, () -> new BitFold(fold)),
                traits);
    }

    private static List<AggregateDefinition> choices() {
        return List.of(
                choice("min", MinMax.Kept.LEAST),
                choice("max", MinMax.Kept.GREATEST),
                choice("any_value", MinMax.Kept.FIRST_SEEN),
                choice("arbitrary", MinMax.Kept.FIRST_SEEN),
                truth("bool_and", MinMax.Kept.LEAST),
                truth("every", MinMax.Kept.LEAST),
                truth("bool_or", MinMax.Kept.GREATEST),
                truth("some", MinMax.Kept.GREATEST),
                by("min_by", MinMaxBy::least),
                by("max_by", MinMaxBy::greatest),
                edge("first_value", EdgeValue.Edge.FIRST),
                edge("first", EdgeValue.Edge.FIRST),
                edge("last_value", EdgeValue.Edge.LAST),
                edge("last", EdgeValue.Edge.LAST));
    }

    private static BuiltinAggregate choice(String name, MinMax.Kept kept) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 1 && (kept == MinMax.Kept.FIRST_SEEN || orderable(arguments.get(0)))
                        ? new Signature(arguments, arguments.get(0))
                        : null,
                signature -> minMax(signature.result(), kept),
                Trait.IGNORES_DUPLICATES);
    }

    private static AggregateFunction minMax(DataType type, MinMax.Kept kept) {
        return BoundAggregate.of(type, type, () -> new MinMax(type, kept));
    }

    private static BuiltinAggregate truth(String name, MinMax.Kept kept) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.equals(List.of(BOOLEAN)) ? new Signature(arguments, BOOLEAN) : null,
                signature -> minMax(BOOLEAN, kept),
                Trait.IGNORES_DUPLICATES);
    }

    /** Makes an accumulator for the types of a value and of what it is chosen by. */
    private interface ChosenBy extends java.io.Serializable {
        Accumulator make(DataType value, DataType key);
    }

    private static BuiltinAggregate by(String name, ChosenBy maker) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 2 && orderable(arguments.get(1))
                        ? new Signature(arguments, arguments.get(0))
                        : null,
                signature -> {
                    var value = signature.parameters().get(0);
                    var key = signature.parameters().get(1);
                    return BoundAggregate.of(value, value, key, () -> maker.make(value, key));
                },
                Trait.IGNORES_DUPLICATES);
    }

    private static BuiltinAggregate edge(String name, EdgeValue.Edge edge) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 1 ? new Signature(arguments, arguments.get(0)) : null,
                signature -> {
                    var type = signature.result();
                    return BoundAggregate.of(type, type, BOOLEAN, () -> new EdgeValue(type, edge));
                },
                Trait.ORDERED);
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

    static boolean numeric(DataType type) {
        return integer(type) || floating(type) || type instanceof Decimal;
    }
}
