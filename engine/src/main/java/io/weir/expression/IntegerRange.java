package io.weir.expression;

import io.weir.Nullable;
import io.weir.expression.Comparison.Operator;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.BooleanVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** Whether a value of integral storage lies in a range of constants, ends included, or outside it. */
public final class IntegerRange extends Pointwise {
    private final long low;
    private final long high;

    /** What rows in the range answer. */
    private final boolean inside;

    private IntegerRange(Expression value, long low, long high, boolean inside) {
        super(DataType.Scalar.BOOLEAN, List.of(value));
        this.low = low;
        this.high = high;
        this.inside = inside;
    }

    /** Low above high is an empty range. */
    static IntegerRange between(Expression value, long low, long high) {
        var storage = value.type().storage();
        var least = storage == Storage.LONG ? Long.MIN_VALUE : Integer.MIN_VALUE;
        var most = storage == Storage.LONG ? Long.MAX_VALUE : Integer.MAX_VALUE;
        var from = Math.max(low, least);
        var to = Math.min(high, most);
        return from > to ? new IntegerRange(value, least, most, false) : new IntegerRange(value, from, to, true);
    }

    static Expression of(Operator operator, Expression value, long constant) {
        return switch (operator) {
            case EQUAL, NOT_DISTINCT -> new IntegerRange(value, constant, constant, true);
            case NOT_EQUAL, DISTINCT -> new IntegerRange(value, constant, constant, false);
            case LESS ->
                constant == Long.MIN_VALUE ? between(value, 1, 0) : between(value, Long.MIN_VALUE, constant - 1);
            case LESS_OR_EQUAL -> between(value, Long.MIN_VALUE, constant);
            case GREATER ->
                constant == Long.MAX_VALUE ? between(value, 1, 0) : between(value, constant + 1, Long.MAX_VALUE);
            case GREATER_OR_EQUAL -> between(value, constant, Long.MAX_VALUE);
        };
    }

    /** This range and another of the same column as one; null if the other is none. */
    @Nullable
    IntegerRange and(Expression other) {
        var value = children().get(0);
        return inside
                        && value instanceof Column
                        && other instanceof IntegerRange range
                        && range.inside
                        && range.children().get(0).equals(value)
                ? between(value, Math.max(low, range.low), Math.min(high, range.high))
                : null;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var vector = vectors[0];
        var answer = new boolean[vector.size()];
        if (vector instanceof IntVector v) {
            ints(v.values(), (int) low, (int) high, answer);
        } else if (vector instanceof LongVector v) {
            longs(v.values(), low, high, answer);
        } else {
            var argument = new Argument(vector);
            for (var i = 0; i < answer.length; i++) {
                var value = argument.integer(i);
                answer[i] = value >= low & value <= high;
            }
        }
        if (!inside) {
            for (var i = 0; i < answer.length; i++) {
                answer[i] = !answer[i];
            }
        }
        return new BooleanVector(type(), answer, vector.nulls(), answer.length);
    }

    private static void ints(int[] values, int low, int high, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = values[i] >= low & values[i] <= high;
        }
    }

    private static void longs(long[] values, long low, long high, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = values[i] >= low & values[i] <= high;
        }
    }

    @Override
    protected Selection choose(Vector[] vectors, Selection rows, int size) {
        if (inside && vectors[0] instanceof IntVector v) {
            return Truths.withoutNulls(v.nulls(), select(v.values(), rows));
        }
        if (inside && vectors[0] instanceof LongVector v) {
            return Truths.withoutNulls(v.nulls(), select(v.values(), rows));
        }
        return super.choose(vectors, rows, size);
    }

    private Selection select(int[] values, Selection rows) {
        var from = (int) low;
        var span = (int) high - from + Integer.MIN_VALUE;
        var offset = Integer.MIN_VALUE - from;
        var candidates = rows.rows();
        var count = rows.count();
        var kept = new int[count];
        var n = 0;
        if (candidates == null) {
            for (var i = 0; i < count; i++) {
                kept[n] = i;
                n += values[i] + offset <= span ? 1 : 0;
            }
        } else {
            for (var i = 0; i < count; i++) {
                var row = candidates[i];
                kept[n] = row;
                n += values[row] + offset <= span ? 1 : 0;
            }
        }
        return n == count ? rows : Selection.of(kept, n);
    }

    private Selection select(long[] values, Selection rows) {
        var span = high - low + Long.MIN_VALUE;
        var offset = Long.MIN_VALUE - low;
        var candidates = rows.rows();
        var count = rows.count();
        var kept = new int[count];
        var n = 0;
        if (candidates == null) {
            for (var i = 0; i < count; i++) {
                kept[n] = i;
                n += values[i] + offset <= span ? 1 : 0;
            }
        } else {
            for (var i = 0; i < count; i++) {
                var row = candidates[i];
                kept[n] = row;
                n += values[row] + offset <= span ? 1 : 0;
            }
        }
        return n == count ? rows : Selection.of(kept, n);
    }

    @Override
    public String toString() {
        return "(" + children().get(0) + (inside ? " in [" : " not in [") + low + ", " + high + "])";
    }
}
