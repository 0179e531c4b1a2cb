package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.Schema;

/** Which types INSERT converts by itself: those of one family. A value that does not fit fails when it comes. */
final class Assignment {
    private enum Family {
        NUMBER,
        TEXT,
        TIMESTAMP,
        OTHER
    }

    private Assignment() {}

    static void check(Schema.Field column, DataType from) {
        var to = column.type();
        if (!fits(to, from)) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH,
                    "the column \"" + column.name() + "\" is " + to.sql() + ", the query answers " + from.sql()
                            + ": cast it");
        }
    }

    private static boolean fits(DataType to, DataType from) {
        if (to instanceof DataType.ListOf wanted && from instanceof DataType.ListOf given) {
            return fits(wanted.element(), given.element());
        } else if (to instanceof DataType.MapOf wanted && from instanceof DataType.MapOf given) {
            return fits(wanted.key(), given.key()) && fits(wanted.value(), given.value());
        }
        var family = family(from);
        return to.equals(from)
                || family != Family.OTHER && family == family(to)
                || from == DataType.Scalar.DATE && family(to) == Family.TIMESTAMP;
    }

    private static Family family(DataType type) {
        return switch (type.storage()) {
            case BYTE, SHORT, DECIMAL128, FLOAT, DOUBLE -> Family.NUMBER;
            case INT -> type == DataType.Scalar.INT ? Family.NUMBER : Family.OTHER;
            case LONG ->
                type == DataType.Scalar.BIGINT || type instanceof DataType.Decimal
                        ? Family.NUMBER
                        : type instanceof DataType.Timestamp ? Family.TIMESTAMP : Family.OTHER;
            case BYTES -> type == DataType.Scalar.VARBINARY ? Family.OTHER : Family.TEXT;
            case BOOLEAN, LIST, MAP, ROW, OBJECT -> Family.OTHER;
        };
    }
}
