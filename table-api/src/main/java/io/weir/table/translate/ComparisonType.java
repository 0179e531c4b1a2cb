package io.weir.table.translate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.List;

/** The type in which two values are compared. */
final class ComparisonType {
    private static final List<DataType> INTEGERS = List.of(Scalar.TINYINT, Scalar.SMALLINT, Scalar.INT, Scalar.BIGINT);

    private ComparisonType() {}

    /** Not of decimals without a scale. */
    static boolean isWhole(DataType type) {
        return INTEGERS.contains(type);
    }

    static boolean isNumber(DataType type) {
        return isWhole(type) || type instanceof DataType.Decimal || type == Scalar.REAL || type == Scalar.DOUBLE;
    }

    static DataType of(DataType left, DataType right) {
        if (left.equals(right)) {
            return left;
        }
        if (isNumber(left) && isNumber(right)) {
            return ofNumbers(left, right);
        }
        if (isText(left) && isText(right)) {
            return DataType.Char.ANY; // blanks behind the text of one mean nothing for the other
        }
        if (left instanceof DataType.Timestamp a && right instanceof DataType.Timestamp b) {
            return new DataType.Timestamp(Math.max(a.precision(), b.precision()), a.zoned() || b.zoned());
        }
        if (left instanceof DataType.Timestamp && right == Scalar.DATE) {
            return left;
        }
        if (right instanceof DataType.Timestamp && left == Scalar.DATE) {
            return right;
        }
        if (isText(left)) {
            return right;
        }
        if (isText(right)) {
            return left;
        }
        throw new EngineException(
                ErrorCode.TYPE_MISMATCH,
                "cannot compare " + left.sql() + " with " + right.sql() + ": cast one of them");
    }

    private static boolean isText(DataType type) {
        return type == Scalar.VARCHAR || type instanceof DataType.Char;
    }

    private static DataType ofNumbers(DataType left, DataType right) {
        if (left == Scalar.DOUBLE || right == Scalar.DOUBLE) {
            return Scalar.DOUBLE;
        }
        if (left == Scalar.REAL || right == Scalar.REAL) {
            return left == right ? left : Scalar.DOUBLE;
        }
        if (left instanceof DataType.Decimal || right instanceof DataType.Decimal) {
            var a = asDecimal(left);
            var b = asDecimal(right);
            var scale = Math.max(a.scale(), b.scale());
            var whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
            return new DataType.Decimal(Math.min(whole + scale, DataType.Decimal.MAX_PRECISION), scale);
        }
        return INTEGERS.get(Math.max(INTEGERS.indexOf(left), INTEGERS.indexOf(right)));
    }

    /** The decimal that holds all values of an exact number's type. */
    static DataType.Decimal asDecimal(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal;
        }
        return switch ((Scalar) type) {
            case TINYINT -> new DataType.Decimal(3, 0);
            case SMALLINT -> new DataType.Decimal(5, 0);
            case INT -> new DataType.Decimal(10, 0);
            default -> new DataType.Decimal(19, 0);
        };
    }
}
