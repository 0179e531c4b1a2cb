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
        var family = family(from);
        var fits = to.equals(from)
                || family != Family.OTHER && family == family(to)
                || from == DataType.Scalar.DATE && family(to) == Family.TIMESTAMP;
        if (!fits) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH,
                    "the column \"" + column.name() + "\" is " + to.sql() + ", the query answers " + from.sql()
                            + ": cast it");
        }
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
