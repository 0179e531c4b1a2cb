package io.weir.expression;

import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.Storage;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;
import java.util.Optional;

/** The casts between numbers that cannot fail, over all rows. */
final class NumberCast extends Pointwise {
    private final DataType from;

    NumberCast(Expression value, DataType type) {
        super(type, List.of(value));
        this.from = value.type();
    }

    static boolean applies(DataType from, DataType to) {
        if (to == DataType.Scalar.DOUBLE) {
            return from == DataType.Scalar.REAL
                    || digits(from).isPresent()
                    || from instanceof Decimal decimal && decimal.storage() == Storage.LONG;
        }
        if (to instanceof Decimal target) {
            if (from instanceof Decimal source) {
                return source.scale() <= target.scale()
                        && source.precision() - source.scale() <= target.precision() - target.scale();
            }
            return digits(from).isPresent() && digits(from).get() <= target.precision() - target.scale();
        }
        return digits(from).isPresent()
                && digits(to).isPresent()
                && digits(from).get() <= digits(to).get();
    }

    /** How many decimal digits a whole number of that type may have. */
    private static Optional<Integer> digits(DataType type) {
        if (type instanceof DataType.Scalar scalar) {
            switch (scalar) {
                case TINYINT -> {
                    return Optional.of(3);
                }
                case SMALLINT -> {
                    return Optional.of(5);
                }
                case INT -> {
                    return Optional.of(10);
                }
                case BIGINT -> {
                    return Optional.of(19);
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var vector = vectors[0];
        var size = vector.size();
        if (type() == DataType.Scalar.DOUBLE) {
            return new DoubleVector(type(), doubles(vector, size), vector.nulls(), size);
        }
        var power = type() instanceof Decimal target
                ? target.scale() - (from instanceof Decimal source ? source.scale() : 0)
                : 0;
        if (type().storage() == Storage.DECIMAL128) {
            return wide(vector, power, size);
        }
        return Integers.narrow(type(), scaled(vector, Int128.powerOfTen(power), size), vector.nulls(), size);
    }

    private double[] doubles(Vector vector, int size) {
        var answer = new double[size];
        if (vector instanceof IntVector v) {
            var values = v.values();
            for (var i = 0; i < size; i++) {
                answer[i] = values[i];
            }
        } else if (vector instanceof LongVector v) {
            var values = v.values();
            var scale = from instanceof Decimal decimal ? (double) Int128.powerOfTen(decimal.scale()) : 1.0;
            for (var i = 0; i < size; i++) {
                answer[i] = values[i] / scale;
            }
        } else {
            var argument = new Argument(vector);
            for (var i = 0; i < size; i++) {
                answer[i] = from == DataType.Scalar.REAL ? argument.real(i) : argument.integer(i);
            }
        }
        return answer;
    }

    private static long[] scaled(Vector vector, long factor, int size) {
        var answer = new long[size];
        if (vector instanceof LongVector v) {
            var values = v.values();
            for (var i = 0; i < size; i++) {
                answer[i] = values[i] * factor;
            }
        } else if (vector instanceof IntVector v) {
            var values = v.values();
            for (var i = 0; i < size; i++) {
                answer[i] = values[i] * factor;
            }
        } else {
            var argument = new Argument(vector);
            for (var i = 0; i < size; i++) {
                answer[i] = argument.integer(i) * factor;
            }
        }
        return answer;
    }

    private Vector wide(Vector vector, int power, int size) {
        var high = new long[size];
        var low = new long[size];
        var argument = new Argument(vector);
        var register = new Int128();
        for (var i = 0; i < size; i++) {
            if (!argument.isNull(i)) {
                register.set(argument.high(i), argument.integer(i));
                register.rescale(power);
                high[i] = register.high();
                low[i] = register.low();
            }
        }
        return new Decimal128Vector(type(), high, low, vector.nulls(), size);
    }
}
