package io.weir.vector;

/** The order of two values that are not null, nested ones among them: for single values, not for sorting. NaN is the greatest number. */
public final class Ordering {
    private Ordering() {}

    /** The vectors have one type and are flat. Nulls inside nested values come last. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof LongVector l) {
            return Long.compare(l.value(leftRow), ((LongVector) right).value(rightRow));
        } else if (left instanceof IntVector l) {
            return Integer.compare(l.value(leftRow), ((IntVector) right).value(rightRow));
        } else if (left instanceof BytesVector l) {
            return BytesVector.compare(l, leftRow, (BytesVector) right, rightRow);
        } else if (left instanceof Decimal128Vector l) {
            var r = (Decimal128Vector) right;
            var high = Long.compare(l.high(leftRow), r.high(rightRow));
            return high != 0 ? high : Long.compareUnsigned(l.low()[leftRow], r.low()[rightRow]);
        } else if (left instanceof DoubleVector l) {
            return Double.compare(l.value(leftRow) + 0.0, ((DoubleVector) right).value(rightRow) + 0.0);
        } else if (left instanceof FloatVector l) {
            return Float.compare(l.value(leftRow) + 0.0f, ((FloatVector) right).value(rightRow) + 0.0f);
        } else if (left instanceof BooleanVector l) {
            return Boolean.compare(l.value(leftRow), ((BooleanVector) right).value(rightRow));
        } else if (left instanceof ByteVector l) {
            return Byte.compare(l.value(leftRow), ((ByteVector) right).value(rightRow));
        } else if (left instanceof ShortVector l) {
            return Short.compare(l.value(leftRow), ((ShortVector) right).value(rightRow));
        } else if (left instanceof ListVector l) {
            return compareLists(l, leftRow, (ListVector) right, rightRow);
        } else if (left instanceof RowVector l) {
            return compareRows(l, leftRow, (RowVector) right, rightRow);
        }
        throw new AssertionError(left.type());
    }

    private static int compareLists(ListVector left, int leftRow, ListVector right, int rightRow) {
        var shorter = Math.min(left.lengths()[leftRow], right.lengths()[rightRow]);
        for (var i = 0; i < shorter; i++) {
            var order = comparePart(
                    left.elements(), left.starts()[leftRow] + i, right.elements(), right.starts()[rightRow] + i);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.lengths()[leftRow], right.lengths()[rightRow]);
    }

    private static int compareRows(RowVector left, int leftRow, RowVector right, int rightRow) {
        for (var i = 0; i < left.fields().size(); i++) {
            var order = comparePart(left.field(i), leftRow, right.field(i), rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Vectors of any kind, nulls last. */
    private static int comparePart(Vector left, int leftRow, Vector right, int rightRow) {
        if (left.isNull(leftRow) || right.isNull(rightRow)) {
            return Boolean.compare(left.isNull(leftRow), right.isNull(rightRow));
        } else if (left instanceof DictionaryVector d) {
            return comparePart(d.dictionary().values(), d.ids()[leftRow], right, rightRow);
        } else if (right instanceof DictionaryVector d) {
            return comparePart(left, leftRow, d.dictionary().values(), d.ids()[rightRow]);
        } else if (left instanceof ConstantVector c) {
            return comparePart(c.value(), 0, right, rightRow);
        } else if (right instanceof ConstantVector c) {
            return comparePart(left, leftRow, c.value(), 0);
        }
        return compare(left, leftRow, right, rightRow);
    }
}
