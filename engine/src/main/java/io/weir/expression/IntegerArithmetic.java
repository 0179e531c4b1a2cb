package io.weir.expression;

import io.weir.Nullable;
import io.weir.expression.Arithmetic.Operator;
import io.weir.type.DataType;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/**
 * Whole numbers. Loops run over all rows and keep an alarm of what may have overflowed; only an alarm makes them look at the living
 * rows one by one.
 */
final class IntegerArithmetic extends Pointwise {
    private final Operator operator;

    IntegerArithmetic(Operator operator, DataType type, Expression left, Expression right) {
        super(type, List.of(left, right));
        this.operator = operator;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        var nulls = Masks.or(vectors[0].nulls(), vectors[1].nulls(), size);
        switch (type().storage()) {
            case LONG -> {
                var left = Flat.longs(vectors[0]);
                var right = Flat.longs(vectors[1]);
                return new LongVector(type(), longs(left, right, nulls, rows, size), nulls, size);
            }
            case INT -> {
                var left = Flat.ints(vectors[0]);
                var right = Flat.ints(vectors[1]);
                return new IntVector(type(), ints(left, right, nulls, rows, size), nulls, size);
            }
            default -> {
                return narrow(new Argument(vectors[0]), new Argument(vectors[1]), nulls, rows, size);
            }
        }
    }

    private long[] longs(long[] left, long[] right, boolean @Nullable [] nulls, Selection rows, int size) {
        var answer = new long[size];
        var alarm = switch (operator) {
            case ADD -> add(left, right, answer) < 0;
            case SUBTRACT -> subtract(left, right, answer) < 0;
            case MULTIPLY -> multiply(left, right, answer);
            case DIVIDE, REMAINDER -> {
                for (var i = 0; i < rows.count(); i++) {
                    var row = rows.row(i);
                    if (nulls == null || !nulls[row]) {
                        answer[row] = exact(left[row], right[row]);
                    }
                }
                yield false;
            }
        };
        if (alarm) {
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                if (nulls == null || !nulls[row]) {
                    exact(left[row], right[row]);
                }
            }
        }
        return answer;
    }

    private static long add(long[] left, long[] right, long[] answer) {
        var alarm = 0L;
        for (var i = 0; i < answer.length; i++) {
            var sum = left[i] + right[i];
            alarm |= (left[i] ^ sum) & (right[i] ^ sum);
            answer[i] = sum;
        }
        return alarm;
    }

    private static long subtract(long[] left, long[] right, long[] answer) {
        var alarm = 0L;
        for (var i = 0; i < answer.length; i++) {
            var difference = left[i] - right[i];
            alarm |= (left[i] ^ right[i]) & (left[i] ^ difference);
            answer[i] = difference;
        }
        return alarm;
    }

    private static boolean multiply(long[] left, long[] right, long[] answer) {
        var leftBits = 0L;
        var rightBits = 0L;
        for (var i = 0; i < answer.length; i++) {
            leftBits |= left[i] ^ left[i] >> 63;
            rightBits |= right[i] ^ right[i] >> 63;
            answer[i] = left[i] * right[i];
        }
        return Long.numberOfLeadingZeros(leftBits) + Long.numberOfLeadingZeros(rightBits) < 66;
    }

    private int[] ints(int[] left, int[] right, boolean @Nullable [] nulls, Selection rows, int size) {
        var answer = new int[size];
        var alarm = switch (operator) {
            case ADD -> add(left, right, answer) != 0;
            case SUBTRACT -> subtract(left, right, answer) != 0;
            case MULTIPLY -> multiply(left, right, answer) != 0;
            case DIVIDE, REMAINDER -> true;
        };
        if (alarm) {
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                if (nulls == null || !nulls[row]) {
                    answer[row] = (int) inRange(left[row], right[row], Integer.MIN_VALUE, Integer.MAX_VALUE);
                }
            }
        }
        return answer;
    }

    private static int add(int[] left, int[] right, int[] answer) {
        var alarm = 0;
        for (var i = 0; i < answer.length; i++) {
            var sum = left[i] + right[i];
            alarm |= (left[i] ^ sum) & (right[i] ^ sum);
            answer[i] = sum;
        }
        return alarm & Integer.MIN_VALUE;
    }

    private static int subtract(int[] left, int[] right, int[] answer) {
        var alarm = 0;
        for (var i = 0; i < answer.length; i++) {
            var difference = left[i] - right[i];
            alarm |= (left[i] ^ right[i]) & (left[i] ^ difference);
            answer[i] = difference;
        }
        return alarm & Integer.MIN_VALUE;
    }

    private static long multiply(int[] left, int[] right, int[] answer) {
        var alarm = 0L;
        for (var i = 0; i < answer.length; i++) {
            var product = (long) left[i] * right[i];
            alarm |= product ^ (int) product;
            answer[i] = (int) product;
        }
        return alarm;
    }

    /** TINYINT and SMALLINT. */
    private Vector narrow(Argument left, Argument right, boolean @Nullable [] nulls, Selection rows, int size) {
        var least = Integers.least(type());
        var most = Integers.most(type());
        var answer = new long[size];
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls == null || !nulls[row]) {
                answer[row] = inRange(left.integer(row), right.integer(row), least, most);
            }
        }
        return Integers.narrow(type(), answer, nulls, size);
    }

    private long inRange(long left, long right, long least, long most) {
        var answer = exact(left, right);
        if (answer < least || answer > most) {
            throw Arithmetic.overflow(type(), operator, left, right);
        }
        return answer;
    }

    private long exact(long left, long right) {
        return switch (operator) {
            case ADD -> {
                var sum = left + right;
                yield checked(((left ^ sum) & (right ^ sum)) < 0, sum, left, right);
            }
            case SUBTRACT -> {
                var difference = left - right;
                yield checked(((left ^ right) & (left ^ difference)) < 0, difference, left, right);
            }
            case MULTIPLY -> {
                var product = left * right;
                yield checked(Math.multiplyHigh(left, right) != product >> 63, product, left, right);
            }
            case DIVIDE -> {
                requireNonZero(left, right);
                yield checked(left == Long.MIN_VALUE && right == -1, left / right, left, right);
            }
            case REMAINDER -> {
                requireNonZero(left, right);
                yield left % right;
            }
        };
    }

    private void requireNonZero(long left, long right) {
        if (right == 0) {
            throw Arithmetic.divisionByZero(operator, left);
        }
    }

    private long checked(boolean overflow, long answer, long left, long right) {
        if (overflow) {
            throw Arithmetic.overflow(type(), operator, left, right);
        }
        return answer;
    }

    @Override
    public String toString() {
        return Arithmetic.text(operator, children());
    }
}
