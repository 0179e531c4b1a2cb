package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Arithmetic.Operator;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Dates, times, timestamps and intervals with each other and with numbers. */
final class TemporalArithmetic extends Pointwise {
    private final Operator operator;
    private final DataType left;
    private final DataType right;

    TemporalArithmetic(Operator operator, DataType result, Expression left, Expression right) {
        super(result, List.of(left, right));
        this.operator = operator;
        this.left = left.type();
        this.right = right.type();
        check();
    }

    static boolean applies(DataType left, DataType right) {
        return isTemporal(left) || isTemporal(right);
    }

    private static boolean isTemporal(DataType type) {
        return isPoint(type) || isInterval(type);
    }

    private static boolean isPoint(DataType type) {
        return type == Scalar.DATE || type == Scalar.TIME || type instanceof Timestamp;
    }

    private static boolean isInterval(DataType type) {
        return type == Scalar.INTERVAL_MONTHS || type == Scalar.INTERVAL_MICROS;
    }

    private void check() {
        var additive = operator == Operator.ADD || operator == Operator.SUBTRACT;
        var scaling = operator == Operator.MULTIPLY || operator == Operator.DIVIDE;
        var valid = additive
                && (isPoint(left) && isInterval(right)
                        || isInterval(left) && isPoint(right) && operator == Operator.ADD
                        || isInterval(left) && left == right
                        || left == Scalar.TIME && left == right && operator == Operator.SUBTRACT
                        || isDay(left) && isDay(right) && operator == Operator.SUBTRACT);
        valid |= scaling && isInterval(left) && !isTemporal(right);
        valid |= operator == Operator.MULTIPLY && isInterval(right) && !isTemporal(left);
        if (!valid) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH,
                    "cannot compute " + left.sql() + " " + operator.sign() + " " + right.sql());
        }
    }

    private static boolean isDay(DataType type) {
        return type == Scalar.DATE || type instanceof Timestamp;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        var nulls = Masks.or(vectors[0].nulls(), vectors[1].nulls(), size);
        var a = new Argument(vectors[0]);
        var b = new Argument(vectors[1]);
        var answer = new long[size];
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls != null && nulls[row]) {
                continue;
            }
            try {
                answer[row] = compute(a, b, row);
            } catch (ArithmeticException e) {
                throw Arithmetic.overflow(type(), operator, a.object(row), b.object(row));
            }
        }
        return Integers.narrow(type(), answer, nulls, size);
    }

    private long compute(Argument a, Argument b, int row) {
        if (isPoint(left) && isInterval(right)) {
            var amount = operator == Operator.ADD ? b.integer(row) : Math.negateExact(b.integer(row));
            return shift(left, a.integer(row), right, amount);
        }
        if (isInterval(left) && isPoint(right)) {
            return shift(right, b.integer(row), left, a.integer(row));
        }
        if (isPoint(left)) {
            return difference(a.integer(row), b.integer(row));
        }
        if (operator == Operator.ADD) {
            return fitting(Math.addExact(a.integer(row), b.integer(row)));
        }
        if (operator == Operator.SUBTRACT) {
            return fitting(Math.subtractExact(a.integer(row), b.integer(row)));
        }
        return isInterval(left) ? scaled(a.integer(row), b, row) : scaled(b.integer(row), a, row);
    }

    private long fitting(long value) {
        return type().storage() == io.weir.type.Storage.INT ? Math.toIntExact(value) : value;
    }

    private long shift(DataType point, long value, DataType interval, long amount) {
        if (point == Scalar.TIME) {
            return interval == Scalar.INTERVAL_MONTHS ? value : Math.floorMod(value + amount, Temporal.MICROS_PER_DAY);
        }
        if (point == Scalar.DATE && type() == Scalar.DATE) {
            if (interval == Scalar.INTERVAL_MONTHS) {
                return Temporal.plusMonths(value, amount);
            }
            if (amount % Temporal.MICROS_PER_DAY != 0) {
                throw new EngineException(
                        ErrorCode.INVALID_ARGUMENT,
                        "a date moves by whole days only; cast it to a timestamp first: interval of " + amount
                                + " microseconds");
            }
            return Math.toIntExact(Math.addExact(value, amount / Temporal.MICROS_PER_DAY));
        }
        var from = point == Scalar.DATE ? Temporal.midnight(value, (Timestamp) type()) : value;
        var unit = Temporal.unitsPerDay(type());
        if (interval == Scalar.INTERVAL_MONTHS) {
            var moved = Temporal.plusMonths(Math.floorDiv(from, unit), amount);
            return Math.addExact(Math.multiplyExact(moved, unit), Math.floorMod(from, unit));
        }
        return Math.addExact(from, Math.multiplyExact(amount, unit / Temporal.MICROS_PER_DAY));
    }

    /** Microseconds, or whole days where the result is no interval. */
    private long difference(long a, long b) {
        if (left == Scalar.DATE && right == Scalar.DATE && type() != Scalar.INTERVAL_MICROS) {
            return fitting(a - b);
        }
        return Math.subtractExact(Temporal.micros(left, a), Temporal.micros(right, b));
    }

    private long scaled(long interval, Argument factor, int row) {
        var by = switch (factor.type().storage()) {
            case FLOAT, DOUBLE -> finite(factor.real(row));
            default ->
                factor.type() instanceof DataType.Decimal decimal
                        ? new BigDecimal(Int128.toBigInteger(factor.high(row), factor.integer(row)), decimal.scale())
                        : BigDecimal.valueOf(factor.integer(row));
        };
        if (operator == Operator.DIVIDE && by.signum() == 0) {
            throw Arithmetic.divisionByZero(operator, interval);
        }
        var amount = BigDecimal.valueOf(interval);
        var exact = operator == Operator.MULTIPLY
                ? amount.multiply(by).setScale(0, RoundingMode.HALF_UP)
                : amount.divide(by, 0, RoundingMode.HALF_UP);
        return fitting(exact.longValueExact());
    }

    private static BigDecimal finite(double value) {
        if (!Double.isFinite(value)) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "cannot scale an interval by " + value);
        }
        return BigDecimal.valueOf(value);
    }

    @Override
    public String toString() {
        return Arithmetic.text(operator, children());
    }
}
