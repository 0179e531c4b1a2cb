package io.weir.aggregate;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.VARCHAR;

import io.weir.aggregate.BuiltinAggregate.Trait;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import java.util.List;

/** Aggregates that answer with arrays, maps and texts of what they met. */
final class CollectingAggregates {
    private CollectingAggregates() {}

    static List<AggregateDefinition> all() {
        return List.of(
                arrays("array_agg", ArrayAggregate.Nulls.KEPT),
                arrays("collect", ArrayAggregate.Nulls.DROPPED),
                arrays("collect_list", ArrayAggregate.Nulls.DROPPED),
                text("listagg"),
                text("string_agg"),
                maps(),
                histogram(),
                mode());
    }

    private static BuiltinAggregate arrays(String name, ArrayAggregate.Nulls nulls) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 1 ? new Signature(arguments, new ListOf(arguments.get(0))) : null,
                signature -> {
                    var element = signature.parameters().get(0);
                    return BoundAggregate.of(
                            signature.result(), signature.result(), () -> new ArrayAggregate(element, nulls));
                },
                Trait.ORDERED);
    }

    private static BuiltinAggregate text(String name) {
        return new BuiltinAggregate(
                name,
                arguments -> {
                    var texts = arguments.stream().allMatch(type -> type == VARCHAR || type instanceof DataType.Char);
                    return texts && (arguments.size() == 1 || arguments.size() == 2)
                            ? new Signature(
                                    arguments.stream()
                                            .map(type -> (DataType) VARCHAR)
                                            .toList(),
                                    VARCHAR)
                            : null;
                },
                signature -> BoundAggregate.of(VARCHAR, new ListOf(VARCHAR), VARCHAR, () -> new TextAggregate(VARCHAR)),
                Trait.ORDERED);
    }

    private static BuiltinAggregate maps() {
        return new BuiltinAggregate(
                "map_agg",
                arguments -> arguments.size() == 2
                        ? new Signature(arguments, new MapOf(arguments.get(0), arguments.get(1)))
                        : null,
                signature -> {
                    var type = (MapOf) signature.result();
                    return BoundAggregate.of(
                            type, new ListOf(type.key()), new ListOf(type.value()), () -> new MapAggregate(type));
                },
                Trait.ORDERED);
    }

    private static BuiltinAggregate histogram() {
        return new BuiltinAggregate(
                "histogram",
                arguments ->
                        arguments.size() == 1 ? new Signature(arguments, new MapOf(arguments.get(0), BIGINT)) : null,
                signature -> counted(signature, CountedValues.Answer.HISTOGRAM));
    }

    private static BuiltinAggregate mode() {
        return new BuiltinAggregate(
                "mode",
                arguments -> arguments.size() == 1 ? new Signature(arguments, arguments.get(0)) : null,
                signature -> counted(signature, CountedValues.Answer.MODE));
    }

    private static AggregateFunction counted(Signature signature, CountedValues.Answer answer) {
        var type = signature.parameters().get(0);
        return BoundAggregate.of(
                signature.result(), new ListOf(type), new ListOf(BIGINT), () -> new CountedValues(type, answer));
    }
}
