package io.weir.relational;

import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.ListVector;
import io.weir.vector.LongVector;
import io.weir.vector.MapVector;
import io.weir.vector.ObjectVector;
import io.weir.vector.RowVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;

/** Compares single values of two vectors of one type, whatever kinds of vectors hold them. */
final class ValueOrder {
    private ValueOrder() {}

    /** Orders two values that are not null: NaN after all numbers, -0.0 as 0.0, nulls inside nested values last. */
    static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof DictionaryVector d) {
            return compare(d.dictionary().values(), d.ids()[leftRow], right, rightRow);
        } else if (right instanceof DictionaryVector d) {
            return compare(left, leftRow, d.dictionary().values(), d.ids()[rightRow]);
        } else if (left instanceof ConstantVector c) {
            return compare(c.value(), 0, right, rightRow);
        } else if (right instanceof ConstantVector c) {
            return compare(left, leftRow, c.value(), 0);
        } else if (left instanceof LongVector v) {
            return Long.compare(v.value(leftRow), ((LongVector) right).value(rightRow));
        } else if (left instanceof IntVector v) {
            return Integer.compare(v.value(leftRow), ((IntVector) right).value(rightRow));
        } else if (left instanceof BytesVector v) {
            return BytesVector.compare(v, leftRow, (BytesVector) right, rightRow);
        } else if (left instanceof DoubleVector v) {
            return ofDoubles(v.value(leftRow), ((DoubleVector) right).value(rightRow));
        } else if (left instanceof FloatVector v) {
            return ofDoubles(v.value(leftRow), ((FloatVector) right).value(rightRow));
        } else if (left instanceof Decimal128Vector v) {
            var other = (Decimal128Vector) right;
            var high = Long.compare(v.high(leftRow), other.high(rightRow));
            return high != 0 ? high : Long.compareUnsigned(v.low()[leftRow], other.low()[rightRow]);
        } else if (left instanceof ShortVector v) {
            return Short.compare(v.value(leftRow), ((ShortVector) right).value(rightRow));
        } else if (left instanceof ByteVector v) {
            return Byte.compare(v.value(leftRow), ((ByteVector) right).value(rightRow));
        } else if (left instanceof BooleanVector v) {
            return Boolean.compare(v.value(leftRow), ((BooleanVector) right).value(rightRow));
        }
        return ofNested(left, leftRow, right, rightRow);
    }

    /** Compares as {@link #compare}; a null comes after everything else and equals a null. */
    static int compareNullsLast(Vector left, int leftRow, Vector right, int rightRow) {
        var leftNull = left.isNull(leftRow);
        var rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return Boolean.compare(leftNull, rightNull);
        }
        return compare(left, leftRow, right, rightRow);
    }

    /** Whether the value of a flat vector is no number. */
    static boolean isNaN(Vector vector, int row) {
        if (vector instanceof DoubleVector v) {
            return Double.isNaN(v.value(row));
        }
        return vector instanceof FloatVector v && Float.isNaN(v.value(row));
    }

    private static int ofDoubles(double left, double right) {
        if (left < right) {
            return -1;
        } else if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    private static int ofNested(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof ListVector v) {
            var other = (ListVector) right;
            var leftLength = v.lengths()[leftRow];
            var rightLength = other.lengths()[rightRow];
            for (var i = 0; i < Math.min(leftLength, rightLength); i++) {
                var order = compareNullsLast(
                        v.elements(), v.starts()[leftRow] + i, other.elements(), other.starts()[rightRow] + i);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(leftLength, rightLength);
        } else if (left instanceof RowVector v) {
            for (var i = 0; i < v.fields().size(); i++) {
                var order = compareNullsLast(v.field(i), leftRow, ((RowVector) right).field(i), rightRow);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        } else if (left instanceof MapVector v) {
            return sameEntries(v, leftRow, (MapVector) right, rightRow) ? 0 : 1;
        } else if (left instanceof ObjectVector v) {
            return v.values()[leftRow].equals(((ObjectVector) right).values()[rightRow]) ? 0 : 1;
        }
        throw new AssertionError(left);
    }

    private static boolean sameEntries(MapVector left, int leftRow, MapVector right, int rightRow) {
        var length = left.lengths()[leftRow];
        if (length != right.lengths()[rightRow]) {
            return false;
        }
        for (var i = left.starts()[leftRow]; i < left.starts()[leftRow] + length; i++) {
            var found = false;
            for (var j = right.starts()[rightRow]; j < right.starts()[rightRow] + length && !found; j++) {
                found = compareNullsLast(left.keys(), i, right.keys(), j) == 0
                        && compareNullsLast(left.values(), i, right.values(), j) == 0;
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }
}
