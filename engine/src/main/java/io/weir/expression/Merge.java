package io.weir.expression;

import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/** Brings vectors together that each hold the answer for some of the rows. */
final class Merge {
    private record Part(Vector vector, Selection rows) {}

    private final DataType type;
    private final int size;
    private final List<Part> parts = new ArrayList<>();

    Merge(DataType type, int size) {
        this.type = type;
        this.size = size;
    }

    /** The vector answers for these rows, which no other part has. */
    void add(Vector vector, Selection rows) {
        if (!rows.isEmpty()) {
            parts.add(new Part(vector, rows));
        }
    }

    /** The answer; rows of no part mean nothing. */
    Vector build() {
        if (parts.isEmpty()) {
            return Vectors.nulls(type, size);
        }
        if (parts.size() == 1) {
            return parts.get(0).vector;
        }
        return switch (type.storage()) {
            case LONG -> longs();
            case DOUBLE -> doubles();
            case DECIMAL128 -> decimals();
            default -> copied();
        };
    }

    private boolean[] nulls() {
        var nulls = new boolean[size];
        for (var part : parts) {
            if (part.vector.hasNulls()) {
                for (var i = 0; i < part.rows.count(); i++) {
                    var row = part.rows.row(i);
                    nulls[row] = part.vector.isNull(row);
                }
            }
        }
        return nulls;
    }

    private boolean anyNulls() {
        return parts.stream().anyMatch(part -> part.vector.hasNulls());
    }

    private Vector longs() {
        var answer = new long[size];
        for (var part : parts) {
            if (part.vector instanceof ConstantVector constant) {
                fill(answer, ((LongVector) constant.value()).value(0), part.rows);
            } else {
                copy(answer, ((LongVector) part.vector.flat()).values(), part.rows);
            }
        }
        return new LongVector(type, answer, anyNulls() ? nulls() : null, size);
    }

    private static void fill(long[] answer, long value, Selection rows) {
        for (var i = 0; i < rows.count(); i++) {
            answer[rows.row(i)] = value;
        }
    }

    private static void copy(long[] answer, long[] values, Selection rows) {
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            answer[row] = values[row];
        }
    }

    private Vector doubles() {
        var answer = new double[size];
        for (var part : parts) {
            if (part.vector instanceof ConstantVector constant) {
                fill(answer, ((DoubleVector) constant.value()).value(0), part.rows);
            } else {
                copy(answer, ((DoubleVector) part.vector.flat()).values(), part.rows);
            }
        }
        return new DoubleVector(type, answer, anyNulls() ? nulls() : null, size);
    }

    private static void fill(double[] answer, double value, Selection rows) {
        for (var i = 0; i < rows.count(); i++) {
            answer[rows.row(i)] = value;
        }
    }

    private static void copy(double[] answer, double[] values, Selection rows) {
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            answer[row] = values[row];
        }
    }

    private Vector decimals() {
        var high = new long[size];
        var low = new long[size];
        for (var part : parts) {
            if (part.vector instanceof ConstantVector constant) {
                var value = (Decimal128Vector) constant.value();
                fill(high, value.high(0), part.rows);
                fill(low, value.low()[0], part.rows);
            } else {
                var value = (Decimal128Vector) part.vector.flat();
                copy(high, value.high(), part.rows);
                copy(low, value.low(), part.rows);
            }
        }
        return new Decimal128Vector(type, high, low, anyNulls() ? nulls() : null, size);
    }

    /** Constants are appended once, other parts row by row; positions then point into what was appended. */
    private Vector copied() {
        var builder = VectorBuilder.of(type, size);
        var positions = new int[size];
        for (var part : parts) {
            var base = builder.size();
            var constant = part.vector instanceof ConstantVector;
            builder.append(part.vector, constant ? Selection.all(1) : part.rows);
            for (var i = 0; i < part.rows.count(); i++) {
                positions[part.rows.row(i)] = constant ? base : base + i;
            }
        }
        return builder.build().take(Selection.of(positions, size));
    }
}
