package io.weir.expression;

import io.weir.vector.BooleanVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.ObjectVector;
import io.weir.vector.RowVector;
import io.weir.vector.Vector;
import java.util.Objects;

/** The order of single values of one type, nested ones included: nulls come last, NaN after all numbers. */
public final class Order {
    private Order() {}

    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        if (left.isNull(leftRow) || right.isNull(rightRow)) {
            return Boolean.compare(left.isNull(leftRow), right.isNull(rightRow));
        }
        if (left instanceof DictionaryVector d) {
            return compare(d.dictionary().values(), d.ids()[leftRow], right, rightRow);
        } else if (left instanceof ConstantVector c) {
            return compare(c.value(), 0, right, rightRow);
        } else if (right instanceof DictionaryVector || right instanceof ConstantVector) {
            return -compare(right, rightRow, left, leftRow);
        }
        return switch (left.type().storage()) {
            case BOOLEAN ->
                Boolean.compare(((BooleanVector) left).value(leftRow), ((BooleanVector) right).value(rightRow));
            case BYTE, SHORT, INT, LONG ->
                Long.compare(new Argument(left).integer(leftRow), new Argument(right).integer(rightRow));
            case FLOAT, DOUBLE -> reals(new Argument(left).real(leftRow), new Argument(right).real(rightRow));
            case DECIMAL128 -> decimals((Decimal128Vector) left, leftRow, (Decimal128Vector) right, rightRow);
            case BYTES -> BytesVector.compare((BytesVector) left, leftRow, (BytesVector) right, rightRow);
            case LIST -> lists((ListVector) left, leftRow, (ListVector) right, rightRow);
            case MAP -> maps((MapVector) left, leftRow, (MapVector) right, rightRow);
            case ROW -> rows((RowVector) left, leftRow, (RowVector) right, rightRow);
            case OBJECT -> objects((ObjectVector) left, leftRow, (ObjectVector) right, rightRow);
        };
    }

    /** Zero has no sign here; NaN equals itself and comes after all numbers. */
    public static int reals(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    private static int decimals(Decimal128Vector left, int leftRow, Decimal128Vector right, int rightRow) {
        return Int128.compare(left.high(leftRow), left.low()[leftRow], right.high(rightRow), right.low()[rightRow]);
    }

    private static int lists(ListVector left, int leftRow, ListVector right, int rightRow) {
        var leftLength = left.lengths()[leftRow];
        var rightLength = right.lengths()[rightRow];
        for (var i = 0; i < Math.min(leftLength, rightLength); i++) {
            var sign = compare(
                    left.elements(), left.starts()[leftRow] + i, right.elements(), right.starts()[rightRow] + i);
            if (sign != 0) {
                return sign;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }

    /** Zero where both hold the same entries in whatever order; else the order of sizes, then that of the first difference. */
    private static int maps(MapVector left, int leftRow, MapVector right, int rightRow) {
        var length = left.lengths()[leftRow];
        var sizes = Integer.compare(length, right.lengths()[rightRow]);
        for (var i = 0; sizes == 0 && i < length; i++) {
            var entry = left.starts()[leftRow] + i;
            var same = find(right, rightRow, left.keys(), entry);
            var sign = same < 0
                    ? compare(left.keys(), entry, right.keys(), right.starts()[rightRow] + i)
                    : compare(left.values(), entry, right.values(), same);
            if (sign != 0) {
                return sign;
            }
        }
        return sizes;
    }

    /** Where among the entries of a map that key stands; -1 if it has none. */
    static int find(MapVector map, int row, Vector keys, int key) {
        var start = map.starts()[row];
        for (var i = start; i < start + map.lengths()[row]; i++) {
            if (compare(map.keys(), i, keys, key) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int rows(RowVector left, int leftRow, RowVector right, int rightRow) {
        for (var i = 0; i < left.fields().size(); i++) {
            var sign = compare(left.field(i), leftRow, right.field(i), rightRow);
            if (sign != 0) {
                return sign;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static int objects(ObjectVector left, int leftRow, ObjectVector right, int rightRow) {
        var a = left.values()[leftRow];
        var b = right.values()[rightRow];
        return Objects.equals(a, b) ? 0 : ((Comparable<Object>) a).compareTo(b);
    }
}
