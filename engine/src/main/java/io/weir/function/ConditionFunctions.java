package io.weir.function;

import io.weir.expression.Arithmetic;
import io.weir.expression.Case;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Extreme;
import io.weir.expression.Like;
import io.weir.expression.Literal;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Truth;
import io.weir.expression.Try;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.Collections;
import java.util.List;

/** Choices between values, and what values are. */
final class ConditionFunctions {
    private ConditionFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.custom("greatest", Family.common(1), (arguments, signature) -> Extreme.greatest(arguments));
        family.custom("least", Family.common(1), (arguments, signature) -> Extreme.least(arguments));
        family.custom("coalesce", Family.common(1), (arguments, signature) -> Case.coalesce(arguments));
        family.custom(
                "ifnull nvl",
                arguments -> arguments.size() == 2 ? Family.common(2).resolve(arguments) : null,
                (arguments, signature) -> Case.coalesce(arguments));
        family.custom(
                "nullif",
                ConditionFunctions::nullIf,
                (arguments, signature) -> Case.nullIf(arguments.get(0), arguments.get(1)));
        family.custom(
                "if iff",
                ConditionFunctions::choice,
                (arguments, signature) -> Case.of(
                        List.of(new Case.Branch(arguments.get(0), arguments.get(1))),
                        arguments.size() > 2 ? arguments.get(2) : new Literal(signature.result(), null)));
        family.custom(
                "nvl2",
                ConditionFunctions::nvl2,
                (arguments, signature) -> Case.of(
                        List.of(new Case.Branch(Truth.isNotNull(arguments.get(0)), arguments.get(1))),
                        arguments.get(2)));
        family.custom("try", ConditionFunctions::same, (arguments, signature) -> Try.of(arguments.get(0)));
        family.custom(
                "typeof",
                arguments -> arguments.size() == 1 ? new Signature(arguments, Scalar.VARCHAR) : null,
                (arguments, signature) -> new Literal(
                        Scalar.VARCHAR, signature.parameters().get(0).sql()));
        for (var size : List.of(2, 3)) {
            family.bound(
                    "like",
                    Collections.nCopies(size, Scalar.VARCHAR),
                    Scalar.BOOLEAN,
                    (arguments, signature) ->
                            Like.of(arguments.get(0), arguments.get(1), size == 3 ? arguments.get(2) : null));
        }
        for (var size : List.of(2, 3)) {
            var texts = Collections.<DataType>nCopies(size, Scalar.VARCHAR);
            family.named("ilike", texts, Scalar.BOOLEAN, (arguments, signature) -> likeInAnyCase(arguments));
            family.named(
                    "not ilike", texts, Scalar.BOOLEAN, (arguments, signature) -> Truth.not(likeInAnyCase(arguments)));
        }
        comparisons(family);
        arithmetic(family);
        return family.functions();
    }

    private static Expression likeInAnyCase(List<Expression> arguments) {
        var escape = arguments.size() > 2 ? arguments.get(2) : null;
        return Like.of(TextEditFunctions.lower(arguments.get(0)), TextEditFunctions.lower(arguments.get(1)), escape);
    }

    private static Signature same(List<DataType> arguments) {
        return arguments.size() == 1 ? new Signature(arguments, arguments.get(0)) : null;
    }

    private static Signature nullIf(List<DataType> arguments) {
        return arguments.size() == 2 ? Family.common(2).resolve(arguments) : null;
    }

    private static Signature choice(List<DataType> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3 || arguments.get(0) != Scalar.BOOLEAN) {
            return null;
        }
        var type = Coercion.common(arguments.subList(1, arguments.size()));
        if (type == null) {
            return null;
        }
        return new Signature(
                arguments.size() == 2 ? List.of(Scalar.BOOLEAN, type) : List.of(Scalar.BOOLEAN, type, type), type);
    }

    private static Signature nvl2(List<DataType> arguments) {
        var type = arguments.size() == 3 ? Coercion.common(arguments.get(1), arguments.get(2)) : null;
        return type == null ? null : new Signature(List.of(arguments.get(0), type, type), type);
    }

    private static void comparisons(Family family) {
        comparison(family, "=", Comparison.Operator.EQUAL);
        comparison(family, "<> !=", Comparison.Operator.NOT_EQUAL);
        comparison(family, "<", Comparison.Operator.LESS);
        comparison(family, "<=", Comparison.Operator.LESS_OR_EQUAL);
        comparison(family, ">", Comparison.Operator.GREATER);
        comparison(family, ">=", Comparison.Operator.GREATER_OR_EQUAL);
    }

    private static void comparison(Family family, String names, Comparison.Operator operator) {
        family.custom(
                names,
                arguments -> {
                    var common = nullIf(arguments);
                    return common == null ? null : new Signature(common.parameters(), Scalar.BOOLEAN);
                },
                (arguments, signature) -> Comparison.of(operator, arguments.get(0), arguments.get(1)));
    }

    private static void arithmetic(Family family) {
        for (var operator : Arithmetic.Operator.values()) {
            var names = operator == Arithmetic.Operator.REMAINDER ? "% mod" : operator.sign();
            family.custom(
                    names,
                    arguments -> arguments.size() == 2 ? ArithmeticTypes.resolve(operator, arguments) : null,
                    (arguments, signature) ->
                            Arithmetic.of(operator, signature.result(), arguments.get(0), arguments.get(1)));
        }
    }
}
