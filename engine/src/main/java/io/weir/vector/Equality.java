package io.weir.vector;

import java.util.Arrays;

/** Whether two values are the same, as grouping sees it: null is null, NaN is NaN, -0.0 is 0.0. For single values and nested ones. */
public final class Equality {
    private Equality() {}

    /** The vectors have one type and are of any kind. */
    public static boolean same(Vector left, int leftRow, Vector right, int rightRow) {
        var leftNull = left.isNull(leftRow);
        if (leftNull || right.isNull(rightRow)) {
            return leftNull == right.isNull(rightRow);
        }
        if (left instanceof DictionaryVector d) {
            return same(d.dictionary().values(), d.ids()[leftRow], right, rightRow);
        } else if (left instanceof ConstantVector c) {
            return same(c.value(), 0, right, rightRow);
        } else if (right instanceof DictionaryVector d) {
            return same(left, leftRow, d.dictionary().values(), d.ids()[rightRow]);
        } else if (right instanceof ConstantVector c) {
            return same(left, leftRow, c.value(), 0);
        }
        return sameFlat(left, leftRow, right, rightRow);
    }

    private static boolean sameFlat(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof LongVector l) {
            return l.value(leftRow) == ((LongVector) right).value(rightRow);
        } else if (left instanceof IntVector l) {
            return l.value(leftRow) == ((IntVector) right).value(rightRow);
        } else if (left instanceof BytesVector l) {
            return sameBytes(l, leftRow, (BytesVector) right, rightRow);
        } else if (left instanceof Decimal128Vector l) {
            var r = (Decimal128Vector) right;
            return l.high(leftRow) == r.high(rightRow) && l.low()[leftRow] == r.low()[rightRow];
        } else if (left instanceof DoubleVector l) {
            return Double.compare(l.value(leftRow) + 0.0, ((DoubleVector) right).value(rightRow) + 0.0) == 0;
        } else if (left instanceof FloatVector l) {
            return Float.compare(l.value(leftRow) + 0.0f, ((FloatVector) right).value(rightRow) + 0.0f) == 0;
        } else if (left instanceof BooleanVector l) {
            return l.value(leftRow) == ((BooleanVector) right).value(rightRow);
        } else if (left instanceof ByteVector l) {
            return l.value(leftRow) == ((ByteVector) right).value(rightRow);
        } else if (left instanceof ShortVector l) {
            return l.value(leftRow) == ((ShortVector) right).value(rightRow);
        }
        return sameNested(left, leftRow, right, rightRow);
    }

    private static boolean sameBytes(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        var leftStart = left.starts()[leftRow];
        var rightStart = right.starts()[rightRow];
        var length = left.lengths()[leftRow];
        return length == right.lengths()[rightRow]
                && Arrays.equals(
                        left.data(), leftStart, leftStart + length, right.data(), rightStart, rightStart + length);
    }

    private static boolean sameNested(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof ListVector l) {
            var r = (ListVector) right;
            var length = l.lengths()[leftRow];
            if (length != r.lengths()[rightRow]) {
                return false;
            }
            for (var i = 0; i < length; i++) {
                if (!same(l.elements(), l.starts()[leftRow] + i, r.elements(), r.starts()[rightRow] + i)) {
                    return false;
                }
            }
            return true;
        } else if (left instanceof RowVector l) {
            var r = (RowVector) right;
            for (var i = 0; i < l.fields().size(); i++) {
                if (!same(l.field(i), leftRow, r.field(i), rightRow)) {
                    return false;
                }
            }
            return true;
        } else if (left instanceof MapVector l) {
            return sameMap(l, leftRow, (MapVector) right, rightRow);
        } else if (left instanceof ObjectVector l) {
            return l.values()[leftRow].equals(((ObjectVector) right).values()[rightRow]);
        }
        throw new AssertionError(left);
    }

    private static boolean sameMap(MapVector left, int leftRow, MapVector right, int rightRow) {
        var length = left.lengths()[leftRow];
        if (length != right.lengths()[rightRow]) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            if (!hasEntry(right, rightRow, left, left.starts()[leftRow] + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEntry(MapVector map, int row, MapVector other, int entry) {
        var start = map.starts()[row];
        for (var i = start; i < start + map.lengths()[row]; i++) {
            if (same(map.keys(), i, other.keys(), entry)) {
                return same(map.values(), i, other.values(), entry);
            }
        }
        return false;
    }
}
