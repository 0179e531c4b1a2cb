package io.weir.formats.file;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.DATE;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.INT;
import static io.weir.type.DataType.Scalar.REAL;
import static io.weir.type.DataType.Scalar.SMALLINT;
import static io.weir.type.DataType.Scalar.TINYINT;
import static io.weir.type.DataType.Scalar.VARCHAR;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Which type holds the values of two others without loss. */
public final class Widening {
    private static final List<DataType> INTEGERS = List.of(TINYINT, SMALLINT, INT, BIGINT);
    private static final int[] DIGITS = {3, 5, 10, 19};

    private Widening() {}

    /** Null if there is none. */
    public static @Nullable DataType unify(DataType left, DataType right) {
        if (left.equals(right)) {
            return left;
        }
        var wider = oneWay(left, right);
        return wider == null ? oneWay(right, left) : wider;
    }

    private static @Nullable DataType oneWay(DataType left, DataType right) {
        var integer = INTEGERS.indexOf(left);
        if (integer >= 0) {
            return ofInteger(integer, right);
        }
        if (left == REAL && right == DOUBLE) {
            return DOUBLE;
        }
        if (left instanceof DataType.Char && (right == VARCHAR || right instanceof DataType.Char)) {
            return VARCHAR;
        }
        if (left instanceof DataType.Decimal a && right instanceof DataType.Decimal b) {
            return decimal(a.precision() - a.scale(), a.scale(), b);
        }
        if (left == DATE && right instanceof DataType.Timestamp timestamp && !timestamp.zoned()) {
            return timestamp;
        }
        if (left instanceof DataType.Timestamp a && right instanceof DataType.Timestamp b && a.zoned() == b.zoned()) {
            return a.precision() > b.precision() ? a : b;
        }
        return nested(left, right);
    }

    private static @Nullable DataType ofInteger(int integer, DataType right) {
        var other = INTEGERS.indexOf(right);
        if (other >= 0) {
            return INTEGERS.get(Math.max(integer, other));
        }
        if (right instanceof DataType.Decimal decimal) {
            return decimal(DIGITS[integer], 0, decimal);
        }
        // A float holds 24 bits exactly, a double 53.
        if (right == REAL && integer <= 1) {
            return REAL;
        }
        return (right == REAL || right == DOUBLE) && integer <= 2 ? DOUBLE : null;
    }

    private static @Nullable DataType decimal(int whole, int scale, DataType.Decimal other) {
        var wider = Math.max(scale, other.scale());
        var precision = Math.max(whole, other.precision() - other.scale()) + wider;
        return precision > DataType.Decimal.MAX_PRECISION ? null : new DataType.Decimal(precision, wider);
    }

    private static @Nullable DataType nested(DataType left, DataType right) {
        if (left instanceof DataType.ListOf a && right instanceof DataType.ListOf b) {
            var element = unify(a.element(), b.element());
            return element == null ? null : new DataType.ListOf(element);
        }
        if (left instanceof DataType.MapOf a && right instanceof DataType.MapOf b) {
            var key = unify(a.key(), b.key());
            var value = unify(a.value(), b.value());
            return key == null || value == null ? null : new DataType.MapOf(key, value);
        }
        if (left instanceof DataType.RowOf a && right instanceof DataType.RowOf b) {
            return row(a.schema(), b.schema());
        }
        return null;
    }

    /** Fields go by name; one that only one side has is null on the other. */
    private static @Nullable DataType row(Schema left, Schema right) {
        var fields = new ArrayList<>(left.fields());
        for (var field : right.fields()) {
            var at = left.indexOf(field.name());
            if (at < 0) {
                fields.add(field);
                continue;
            }
            var type = unify(left.type(at), field.type());
            if (type == null) {
                return null;
            }
            fields.set(at, new Schema.Field(left.field(at).name(), type));
        }
        return new DataType.RowOf(new Schema(fields));
    }
}
