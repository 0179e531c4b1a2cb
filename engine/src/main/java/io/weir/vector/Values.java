package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Single values as Java objects, for the edges of the engine: literals, results, user functions, tests. Never in a hot loop.
 *
 * <table>
 * <caption>Which class stands for which type</caption>
 * <tr><td>boolean</td><td>Boolean</td></tr>
 * <tr><td>tinyint, smallint, int, bigint</td><td>Byte, Short, Integer, Long (any Number is taken)</td></tr>
 * <tr><td>real, double</td><td>Float, Double</td></tr>
 * <tr><td>decimal</td><td>BigDecimal of the type's scale</td></tr>
 * <tr><td>varchar, char</td><td>String</td></tr>
 * <tr><td>varbinary</td><td>byte[]</td></tr>
 * <tr><td>date, time, timestamp, timestamp with time zone</td><td>LocalDate, LocalTime, LocalDateTime, Instant</td></tr>
 * <tr><td>intervals</td><td>Integer of months, Long of microseconds</td></tr>
 * <tr><td>array, map, row</td><td>List, Map in order, List</td></tr>
 * </table>
 */
public final class Values {
    private static final long MICROS = 1_000_000L;
    private static final long NANOS = 1_000_000_000L;

    private Values() {}

    public static @Nullable Object get(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof ConstantVector constant) {
            return get(constant.value(), 0);
        } else if (vector instanceof DictionaryVector dictionary) {
            return get(dictionary.dictionary().values(), dictionary.ids()[row]);
        } else if (vector instanceof BooleanVector v) {
            return v.value(row);
        } else if (vector instanceof ByteVector v) {
            return v.value(row);
        } else if (vector instanceof ShortVector v) {
            return v.value(row);
        } else if (vector instanceof IntVector v) {
            return v.type() == DataType.Scalar.DATE ? LocalDate.ofEpochDay(v.value(row)) : (Object) v.value(row);
        } else if (vector instanceof LongVector v) {
            return ofLong(v.type(), v.value(row));
        } else if (vector instanceof Decimal128Vector v) {
            var unscaled = BigInteger.valueOf(v.high(row)).shiftLeft(64).add(unsigned(v.low()[row]));
            return new BigDecimal(unscaled, ((DataType.Decimal) v.type()).scale());
        } else if (vector instanceof FloatVector v) {
            return v.value(row);
        } else if (vector instanceof DoubleVector v) {
            return v.value(row);
        } else if (vector instanceof BytesVector v) {
            if (v.type() == DataType.Scalar.VARBINARY) {
                return v.copy(row);
            }
            return v.type() instanceof DataType.Char padded ? padded(v.string(row), padded.length()) : v.string(row);
        } else if (vector instanceof ListVector v) {
            return list(v.elements(), v.starts()[row], v.lengths()[row]);
        } else if (vector instanceof MapVector v) {
            return map(v, row);
        } else if (vector instanceof RowVector v) {
            var fields = new ArrayList<@Nullable Object>();
            v.fields().forEach(field -> fields.add(get(field, row)));
            return fields;
        } else if (vector instanceof ObjectVector v) {
            return v.values()[row];
        }
        throw new AssertionError(vector);
    }

    private static Object ofLong(DataType type, long value) {
        if (type instanceof DataType.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale());
        }
        if (type instanceof DataType.Timestamp timestamp) {
            var unit = timestamp.nanos() ? NANOS : MICROS;
            var nanos = (int) (Math.floorMod(value, unit) * (NANOS / unit));
            var seconds = Math.floorDiv(value, unit);
            return timestamp.zoned()
                    ? Instant.ofEpochSecond(seconds, nanos)
                    : LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
        }
        return type == DataType.Scalar.TIME ? LocalTime.ofNanoOfDay(value * 1000) : (Object) value;
    }

    private static List<@Nullable Object> list(Vector elements, int start, int length) {
        var list = new ArrayList<@Nullable Object>(length);
        for (var i = 0; i < length; i++) {
            list.add(get(elements, start + i));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapVector vector, int row) {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        var start = vector.starts()[row];
        for (var i = start; i < start + vector.lengths()[row]; i++) {
            map.put(get(vector.keys(), i), get(vector.values(), i));
        }
        return map;
    }

    private static BigInteger unsigned(long low) {
        var value = BigInteger.valueOf(low & Long.MAX_VALUE);
        return low < 0 ? value.setBit(63) : value;
    }

    private static String padded(String text, int length) {
        if (length == DataType.Char.ANY.length()) {
            return text;
        }
        var missing = length - text.codePointCount(0, text.length());
        return missing > 0 ? text + " ".repeat(missing) : text;
    }

    /** Appends a value of the class that {@link #get} would answer; null appends a null. */
    public static void append(VectorBuilder builder, @Nullable Object value) {
        if (value == null) {
            builder.appendNull();
            return;
        }
        switch (builder.type().storage()) {
            case BOOLEAN -> builder.append((boolean) (Boolean) value);
            case BYTE, SHORT, INT, LONG -> builder.append(toLong(builder.type(), value));
            case DECIMAL128 -> {
                var unscaled = ((BigDecimal) value)
                        .setScale(((DataType.Decimal) builder.type()).scale())
                        .unscaledValue();
                builder.append(unscaled.shiftRight(64).longValueExact(), unscaled.longValue());
            }
            case FLOAT, DOUBLE -> builder.append(((Number) value).doubleValue());
            case BYTES -> {
                var bytes = value instanceof byte[] binary ? binary : ((String) value).getBytes(StandardCharsets.UTF_8);
                var length = bytes.length;
                while (builder.type() instanceof DataType.Char && length > 0 && bytes[length - 1] == ' ') {
                    length--;
                }
                builder.append(bytes, 0, length);
            }
            case LIST, MAP, ROW -> appendNested((NestedBuilders.Nested) builder, value);
            case OBJECT -> builder.append(value);
        }
    }

    private static void appendNested(NestedBuilders.Nested builder, Object value) {
        var parts = builder.parts();
        switch (builder.type().storage()) {
            case LIST -> ((List<?>) value).forEach(element -> append(parts.get(0), element));
            case MAP ->
                ((Map<?, ?>) value).forEach((key, entry) -> {
                    append(parts.get(0), key);
                    append(parts.get(1), entry);
                });
            default -> {
                for (var i = 0; i < parts.size(); i++) {
                    append(parts.get(i), ((List<?>) value).get(i));
                }
            }
        }
        builder.end();
    }

    /** The number that stands for a value in a vector of bytes, shorts, ints or longs. */
    public static long toLong(DataType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.setScale(((DataType.Decimal) type).scale())
                    .unscaledValue()
                    .longValueExact();
        } else if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1000;
        } else if (value instanceof LocalDateTime dateTime) {
            return instant((DataType.Timestamp) type, dateTime.toEpochSecond(ZoneOffset.UTC), dateTime.getNano());
        } else if (value instanceof Instant instant) {
            return instant((DataType.Timestamp) type, instant.getEpochSecond(), instant.getNano());
        }
        return ((Number) value).longValue();
    }

    private static long instant(DataType.Timestamp type, long seconds, int nanos) {
        return type.nanos() ? seconds * NANOS + nanos : seconds * MICROS + nanos / 1000;
    }
}
