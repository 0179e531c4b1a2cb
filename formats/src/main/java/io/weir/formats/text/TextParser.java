package io.weir.formats.text;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.vector.VectorBuilder;

/** Text as a value of one type. Stateless. */
public interface TextParser {
    /** Appends the value; false, with nothing appended, if the text is none. */
    boolean append(byte[] data, int start, int length, VectorBuilder to);

    static TextParser of(DataType type, TextFormats formats) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal.precision() <= DataType.Decimal.MAX_LONG_PRECISION
                    ? NumberText.decimal(decimal)
                    : NumberText.wideDecimal(decimal);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            return TimeText.timestamp(timestamp, formats);
        }
        if (type instanceof DataType.Char chars) {
            return BytesText.chars(chars.length());
        }
        if (type instanceof DataType.Scalar scalar) {
            return scalar(scalar, formats);
        }
        throw unsupported(type);
    }

    private static TextParser scalar(DataType.Scalar type, TextFormats formats) {
        return switch (type) {
            case BOOLEAN -> BytesText::bool;
            case TINYINT -> NumberText.integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> NumberText.integer(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> NumberText.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> NumberText.integer(Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL -> NumberText::real;
            case DOUBLE -> NumberText::floating;
            case VARCHAR -> BytesText::text;
            case VARBINARY -> BytesText::hex;
            case DATE -> TimeText.date(formats);
            case TIME -> TimeText::time;
            case INTERVAL_MONTHS, INTERVAL_MICROS -> throw unsupported(type);
        };
    }

    private static EngineException unsupported(DataType type) {
        return new EngineException(
                ErrorCode.NOT_SUPPORTED,
                "text is not read as " + type.sql() + "; declare the column as varchar and convert it");
    }
}
