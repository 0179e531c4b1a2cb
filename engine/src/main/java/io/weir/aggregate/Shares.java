package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;

/** The share of a percentile: the same number from 0 to 1 in all rows. */
final class Shares {
    private final String aggregate;
    private double share = Double.NaN;

    Shares(String aggregate) {
        this.aggregate = aggregate;
    }

    void read(Vector vector, Selection rows) {
        var count = rows.count();
        var values = new double[count];
        Numbers.doubles(vector, rows, values);
        for (var i = 0; i < count; i++) {
            if (vector.isNull(rows.row(i))) {
                continue;
            }
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw wrong("is not between 0 and 1: ", values[i]);
            }
            if (known() && share != values[i]) {
                throw wrong("differs between rows, make it a literal: ", values[i]);
            }
            share = values[i];
        }
    }

    private EngineException wrong(String what, double value) {
        return new EngineException(
                ErrorCode.INVALID_ARGUMENT, "the percentage of an aggregate " + what + value + " in " + aggregate);
    }

    /** False if no row had one. */
    boolean known() {
        return !Double.isNaN(share);
    }

    double share() {
        return share;
    }

    /** For partial results; null if no row had one. */
    Vector vector(int size) {
        return Vectors.constant(Scalar.DOUBLE, known() ? share : null, size);
    }
}
