package io.weir.aggregate;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.DOUBLE;

import io.weir.Nullable;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import java.util.List;

/** The types of SUM and AVG: integers add up to a BIGINT and have a double average, decimals stay exact. */
final class Sums {
    private Sums() {}

    static @Nullable Signature resolveSum(List<DataType> arguments) {
        if (arguments.size() != 1) {
            return null;
        }
        var type = arguments.get(0);
        if (type instanceof Decimal decimal) {
            return new Signature(arguments, new Decimal(Decimal.MAX_PRECISION, decimal.scale()));
        } else if (Aggregates.integer(type)) {
            return new Signature(arguments, BIGINT);
        } else if (Aggregates.floating(type) || type == Scalar.INTERVAL_MICROS) {
            return new Signature(arguments, type);
        }
        return null;
    }

    static AggregateFunction bindSum(Signature signature) {
        var type = signature.result();
        if (type instanceof Decimal decimal) {
            return exact(type, decimal, Int128Sum.Answer.SUM);
        } else if (Aggregates.floating(type)) {
            return BoundAggregate.of(type, DOUBLE, BIGINT, () -> new DoubleSum(type, DoubleSum.Answer.SUM));
        }
        return BoundAggregate.of(type, type, () -> new LongSum(type));
    }

    static @Nullable Signature resolveAverage(List<DataType> arguments) {
        if (arguments.size() != 1) {
            return null;
        }
        var type = arguments.get(0);
        if (type instanceof Decimal || Aggregates.floating(type)) {
            return new Signature(arguments, type);
        }
        return Aggregates.integer(type) ? new Signature(arguments, DOUBLE) : null;
    }

    static AggregateFunction bindAverage(Signature signature) {
        var type = signature.result();
        if (type instanceof Decimal decimal) {
            return exact(type, decimal, Int128Sum.Answer.DECIMAL_AVERAGE);
        } else if (Aggregates.integer(signature.parameters().get(0))) {
            return exact(DOUBLE, new Decimal(Decimal.MAX_PRECISION, 0), Int128Sum.Answer.DOUBLE_AVERAGE);
        }
        return BoundAggregate.of(type, DOUBLE, BIGINT, () -> new DoubleSum(type, DoubleSum.Answer.AVERAGE));
    }

    private static AggregateFunction exact(DataType type, Decimal argument, Int128Sum.Answer answer) {
        var partial = new Decimal(Decimal.MAX_PRECISION, argument.scale());
        return BoundAggregate.of(type, partial, BIGINT, new Int128Sum.Of(type, partial, answer));
    }
}
