package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** The loops of comparisons between two columns, over all rows: what stands in null slots is compared for nothing. */
final class ComparisonKernels {
    private ComparisonKernels() {}

    /** The distinct operators compare as equality here; their nulls are for the caller. */
    static boolean[] compare(Operator operator, Vector left, Vector right) {
        var answer = new boolean[left.size()];
        switch (operator) {
            case LESS, LESS_OR_EQUAL -> compare(operator, left, right, answer);
            case GREATER -> compare(Operator.LESS, right, left, answer);
            case GREATER_OR_EQUAL -> compare(Operator.LESS_OR_EQUAL, right, left, answer);
            case EQUAL, NOT_DISTINCT -> compare(Operator.EQUAL, left, right, answer);
            case NOT_EQUAL, DISTINCT -> invert(compare(Operator.EQUAL, left, right, answer));
        }
        return answer;
    }

    private static boolean[] compare(Operator operator, Vector left, Vector right, boolean[] answer) {
        switch (left.type().storage()) {
            case INT -> ints(operator, Flat.ints(left), Flat.ints(right), answer);
            case LONG -> longs(operator, Flat.longs(left), Flat.longs(right), answer);
            case DOUBLE -> doubles(operator, Flat.doubles(left), Flat.doubles(right), answer);
            case DECIMAL128 ->
                decimals(operator, (Decimal128Vector) left.flat(), (Decimal128Vector) right.flat(), answer);
            case BYTES -> bytes(operator, new Argument(left), new Argument(right), answer);
            case BOOLEAN, BYTE, SHORT -> integers(operator, new Argument(left), new Argument(right), answer);
            case FLOAT -> reals(operator, new Argument(left), new Argument(right), answer);
            case LIST, MAP, ROW, OBJECT -> nested(operator, new Argument(left), new Argument(right), answer);
        }
        return answer;
    }

    private static void invert(boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = !answer[i];
        }
    }

    private static void ints(Operator operator, int[] left, int[] right, boolean[] answer) {
        switch (operator) {
            case LESS -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] < right[i];
                }
            }
            case LESS_OR_EQUAL -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] <= right[i];
                }
            }
            default -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] == right[i];
                }
            }
        }
    }

    private static void longs(Operator operator, long[] left, long[] right, boolean[] answer) {
        switch (operator) {
            case LESS -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] < right[i];
                }
            }
            case LESS_OR_EQUAL -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] <= right[i];
                }
            }
            default -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] == right[i];
                }
            }
        }
    }

    private static void doubles(Operator operator, double[] left, double[] right, boolean[] answer) {
        switch (operator) {
            case LESS -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] < right[i] | (Double.isNaN(right[i]) & !Double.isNaN(left[i]));
                }
            }
            case LESS_OR_EQUAL -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] <= right[i] | Double.isNaN(right[i]);
                }
            }
            default -> {
                for (var i = 0; i < answer.length; i++) {
                    answer[i] = left[i] == right[i] | (Double.isNaN(left[i]) & Double.isNaN(right[i]));
                }
            }
        }
    }

    private static void decimals(Operator operator, Decimal128Vector left, Decimal128Vector right, boolean[] answer) {
        if (left.isNarrow() && right.isNarrow()) {
            longs(operator, left.low(), right.low(), answer);
            return;
        }
        var leftHigh = left.high();
        var leftLow = left.low();
        var rightHigh = right.high();
        var rightLow = right.low();
        for (var i = 0; i < answer.length; i++) {
            answer[i] = holds(operator, Int128.compare(leftHigh[i], leftLow[i], rightHigh[i], rightLow[i]));
        }
    }

    private static void integers(Operator operator, Argument left, Argument right, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = holds(operator, Long.compare(left.integer(i), right.integer(i)));
        }
    }

    private static void reals(Operator operator, Argument left, Argument right, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = holds(operator, Order.reals(left.real(i), right.real(i)));
        }
    }

    private static void bytes(Operator operator, Argument left, Argument right, boolean[] answer) {
        var leftData = left.data();
        var rightData = right.data();
        var equality = operator == Operator.EQUAL;
        for (var i = 0; i < answer.length; i++) {
            var leftStart = left.start(i);
            var leftEnd = leftStart + left.length(i);
            var rightStart = right.start(i);
            var rightEnd = rightStart + right.length(i);
            answer[i] = equality
                    ? Arrays.equals(leftData, leftStart, leftEnd, rightData, rightStart, rightEnd)
                    : holds(
                            operator,
                            Arrays.compareUnsigned(leftData, leftStart, leftEnd, rightData, rightStart, rightEnd));
        }
    }

    private static void nested(Operator operator, Argument left, Argument right, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            if (!left.isNull(i) && !right.isNull(i)) {
                answer[i] =
                        holds(operator, Order.compare(left.vector(), left.index(i), right.vector(), right.index(i)));
            }
        }
    }

    private static boolean holds(Operator operator, int sign) {
        return switch (operator) {
            case LESS -> sign < 0;
            case LESS_OR_EQUAL -> sign <= 0;
            default -> sign == 0;
        };
    }
}
