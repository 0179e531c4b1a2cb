package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Literal;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of DOUBLE, IEEE throughout: what has no value is NaN. */
final class MathFunctions {
    private static final List<DataType> ONE = List.of(Scalar.DOUBLE);
    private static final List<DataType> TWO = List.of(Scalar.DOUBLE, Scalar.DOUBLE);

    /** A function of one number that serializes. */
    private interface Real extends DoubleUnaryOperator, java.io.Serializable {}

    private MathFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        real(family, "sqrt", Math::sqrt);
        real(family, "cbrt", Math::cbrt);
        real(family, "exp", Math::exp);
        real(family, "ln", Math::log);
        real(family, "log", Math::log);
        real(family, "log2", value -> logarithm(2, value));
        real(family, "log10", Math::log10);
        real(family, "degrees", Math::toDegrees);
        real(family, "radians", Math::toRadians);
        real(family, "sin", Math::sin);
        real(family, "cos", Math::cos);
        real(family, "tan", Math::tan);
        real(family, "cot", value -> 1 / Math.tan(value));
        real(family, "asin", Math::asin);
        real(family, "acos", Math::acos);
        real(family, "atan", Math::atan);
        real(family, "sinh", Math::sinh);
        real(family, "cosh", Math::cosh);
        real(family, "tanh", Math::tanh);
        real(family, "expm1", Math::expm1);
        real(family, "log1p", Math::log1p);
        real(family, "rint", Math::rint);
        family.reals("hypot", TWO, row -> Math.hypot(row.real(0), row.real(1)));
        family.reals("atan2", TWO, row -> Math.atan2(row.real(0), row.real(1)));
        family.reals("power pow", TWO, row -> Math.pow(row.real(0), row.real(1)));
        family.reals("log", TWO, row -> logarithm(row.real(0), row.real(1)));
        family.truths("is_nan isnan", ONE, row -> Double.isNaN(row.real(0)));
        family.truths("is_finite", ONE, row -> Double.isFinite(row.real(0)));
        family.truths("is_infinite", ONE, row -> Double.isInfinite(row.real(0)));
        constant(family, "pi", Math.PI);
        constant(family, "e", Math.E);
        constant(family, "nan", Double.NaN);
        constant(family, "infinity", Double.POSITIVE_INFINITY);
        family.integers(
                "width_bucket",
                List.of(Scalar.DOUBLE, Scalar.DOUBLE, Scalar.DOUBLE, Scalar.BIGINT),
                row -> bucket(row.real(0), row.real(1), row.real(2), row.integer(3)));
        chance(family);
        return family.functions();
    }

    private static void real(Family family, String names, Real function) {
        family.rows(names, ONE, Scalar.DOUBLE, RowFunction.reals(row -> function.applyAsDouble(row.real(0))));
    }

    private static void constant(Family family, String name, double value) {
        family.bound(name, List.of(), Scalar.DOUBLE, (arguments, signature) -> new Literal(Scalar.DOUBLE, value));
    }

    private static double logarithm(double base, double value) {
        var quotient = Math.log(value) / Math.log(base);
        var whole = Math.rint(quotient);
        return Math.pow(base, whole) == value ? whole : quotient;
    }

    private static long bucket(double value, double low, double high, long count) {
        if (count <= 0 || !Double.isFinite(low) || !Double.isFinite(high) || low == high || Double.isNaN(value)) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "width_bucket needs a number, two different bounds and a positive count: " + value + ", " + low
                            + ", " + high + ", " + count);
        }
        var place = low < high ? (value - low) / (high - low) : (low - value) / (low - high);
        if (place < 0) {
            return 0;
        }
        return place >= 1 ? count + 1 : (long) (place * count) + 1;
    }

    private static void chance(Family family) {
        family.unrepeatable(
                "random rand",
                Family.fixed(List.of(), Scalar.DOUBLE),
                (arguments, signature) -> Chance.real(arguments));
        family.unrepeatable(
                "random rand",
                arguments -> arguments.size() == 1 && Coercion.accepts(arguments.get(0), Scalar.BIGINT)
                        ? new ScalarFunction.Signature(List.of(Scalar.BIGINT), Scalar.BIGINT)
                        : null,
                (arguments, signature) -> Chance.below(arguments));
        family.unrepeatable(
                "random",
                Family.fixed(List.of(Scalar.BIGINT, Scalar.BIGINT), Scalar.BIGINT),
                (arguments, signature) -> Chance.between(arguments));
        family.unrepeatable(
                "rand_integer",
                Family.fixed(List.of(Scalar.BIGINT), Scalar.BIGINT),
                (arguments, signature) -> Chance.below(arguments));
        family.unrepeatable(
                "rand_integer",
                Family.fixed(List.of(Scalar.BIGINT, Scalar.BIGINT), Scalar.BIGINT),
                (arguments, signature) -> Chance.below(arguments.subList(1, 2)));
        family.unrepeatable(
                "uuid gen_random_uuid",
                Family.fixed(List.of(), Scalar.VARCHAR),
                (arguments, signature) -> Chance.uuid(arguments));
    }
}
