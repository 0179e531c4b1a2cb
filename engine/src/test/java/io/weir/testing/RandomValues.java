package io.weir.testing;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Values of any type from a seed, as {@link io.weir.vector.Values} knows them: few enough that they repeat, one in five null. */
public final class RandomValues {
    private final Random random;

    public RandomValues(long seed) {
        random = new Random(seed);
    }

    /** Rows of values of those types. */
    public List<List<@Nullable Object>> rows(List<DataType> types, int count) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var i = 0; i < count; i++) {
            var row = new ArrayList<@Nullable Object>();
            types.forEach(type -> row.add(value(type)));
            rows.add(row);
        }
        return rows;
    }

    /** A number from 0 to {@code bound - 1}. */
    public int number(int bound) {
        return random.nextInt(bound);
    }

    public @Nullable Object value(DataType type) {
        return random.nextInt(5) == 0 ? null : present(type);
    }

    /** Not null, nor is what a nested value holds. */
    public Object present(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            var digits = Math.min(decimal.precision(), 30);
            var unscaled = new BigInteger(Math.max(digits * 3, 4), random);
            return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
        } else if (type instanceof DataType.Timestamp timestamp) {
            var seconds = random.nextInt(1000) - 500L;
            return timestamp.zoned()
                    ? Instant.ofEpochSecond(seconds)
                    : LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        } else if (type instanceof DataType.Char) {
            return String.valueOf((char) ('a' + random.nextInt(20)));
        } else if (type instanceof DataType.ListOf list) {
            var values = new ArrayList<Object>();
            for (var i = random.nextInt(3); i > 0; i--) {
                values.add(present(list.element()));
            }
            return values;
        } else if (type instanceof DataType.MapOf map) {
            var values = new LinkedHashMap<Object, Object>();
            values.put(present(map.key()), present(map.value()));
            return values;
        } else if (type instanceof DataType.RowOf row) {
            return row.schema().types().stream().map(this::present).toList();
        }
        return ofScalar((DataType.Scalar) type);
    }

    private Object ofScalar(DataType.Scalar type) {
        var number = random.nextInt(100) - 50;
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) number;
            case SMALLINT -> (short) (number * 100);
            case INT, INTERVAL_MONTHS -> number * 1000;
            case BIGINT, INTERVAL_MICROS -> number * 10_000_000_000L;
            case REAL -> number / 4f;
            case DOUBLE -> number / 8.0;
            case VARCHAR -> "text-" + "x".repeat(random.nextInt(12)) + random.nextInt(5);
            case VARBINARY -> new byte[] {(byte) number, 1};
            case DATE -> LocalDate.ofEpochDay(number);
            case TIME -> LocalTime.ofSecondOfDay(random.nextInt(1000));
        };
    }
}
