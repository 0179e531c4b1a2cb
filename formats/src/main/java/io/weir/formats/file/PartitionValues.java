package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Values of partition columns as names of directories, {@code key=value}, and back. */
final class PartitionValues {
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^\u007f";

    private PartitionValues() {}

    static String directory(String column, @Nullable Object value) {
        return escape(column) + "=" + (value == null ? NULL : escape(text(value)));
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof LocalDateTime timestamp ? timestamp.toString().replace('T', ' ') : value.toString();
    }

    private static String escape(String text) {
        var escaped = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new java.io.ByteArrayOutputStream();
        for (var i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%' && i + 2 < text.length() && isHex(text, i + 1) && isHex(text, i + 2)) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 3;
            } else {
                var character = Character.toString(text.codePointAt(i));
                bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
                i += character.length();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at));
    }

    /** The narrowest of bigint, date and varchar that all the texts are values of; null stands for the null partition. */
    static DataType infer(List<@Nullable String> texts) {
        var integers = true;
        var dates = true;
        var any = false;
        for (var text : texts) {
            if (text != null) {
                any = true;
                integers = integers && canParse(DataType.Scalar.BIGINT, text);
                dates = dates && canParse(DataType.Scalar.DATE, text);
            }
        }
        if (!any) {
            return DataType.Scalar.VARCHAR;
        }
        return integers ? DataType.Scalar.BIGINT : dates ? DataType.Scalar.DATE : DataType.Scalar.VARCHAR;
    }

    static boolean canParse(DataType type, String text) {
        try {
            parse(type, text);
            return true;
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    /** The value that a directory of this path stands for. */
    static @Nullable Object value(Schema.Field field, @Nullable String text, String path) {
        if (text == null) {
            return null;
        }
        try {
            return parse(field.type(), text);
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            throw new EngineException(
                    ErrorCode.BAD_DATA,
                    "the partition value is no " + field.type().sql() + ": " + field.name() + "=" + text + " in "
                            + path,
                    e);
        }
    }

    /** Fails for types whose values cannot name directories. */
    static void check(DataType type) {
        switch (type.storage()) {
            case LIST, MAP, ROW, OBJECT -> throw unsupported(type);
            default -> {
                if (type == DataType.Scalar.VARBINARY) {
                    throw unsupported(type);
                }
            }
        }
    }

    private static Object parse(DataType type, String text) {
        if (type instanceof DataType.Decimal decimal) {
            return new BigDecimal(text).setScale(decimal.scale());
        }
        if (type instanceof DataType.Timestamp timestamp && !timestamp.zoned()) {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
        }
        if (type instanceof DataType.Char) {
            return text;
        }
        if (type instanceof DataType.Scalar scalar) {
            return scalar(scalar, text);
        }
        throw unsupported(type);
    }

    private static Object scalar(DataType.Scalar type, String text) {
        return switch (type) {
            case BOOLEAN -> bool(text);
            case TINYINT -> Byte.valueOf(text);
            case SMALLINT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case REAL -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case VARCHAR -> text;
            case DATE -> LocalDate.parse(text);
            case VARBINARY, TIME, INTERVAL_MONTHS, INTERVAL_MICROS -> throw unsupported(type);
        };
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException(text);
        };
    }

    private static EngineException unsupported(DataType type) {
        return new EngineException(ErrorCode.NOT_SUPPORTED, "partition columns cannot be of type " + type.sql());
    }
}
