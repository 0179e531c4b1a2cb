package io.weir.expression;

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

/** Random values of every type: small and frequent ones, the ends of the range, now and then null. */
final class Samples {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "ab",
            "abc",
            "abab",
            "aXb",
            "%",
            "_",
            "a%b",
            "grüezi",
            "日本語",
            "𝄞clef",
            " blank ",
            "A1",
            "special requests");

    private final Random random;

    Samples(Random random) {
        this.random = random;
    }

    /** A value as the engine's class for values knows it. */
    Object next(DataType type) {
        return random.nextInt(8) == 0 ? null : value(type);
    }

    private Object value(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return new BigDecimal(unscaled(decimal.precision()), decimal.scale());
        } else if (type instanceof DataType.Timestamp timestamp) {
            var unit = timestamp.precision() == 0 ? 1 : (long) Math.pow(10, timestamp.precision());
            var seconds = random.nextInt(4) == 0 ? random.nextInt(100_000) - 50_000L : random.nextInt() * 2L;
            var nanos = (int) ((random.nextInt(1_000_000_000) * unit / 1_000_000_000) * (1_000_000_000 / unit));
            return timestamp.zoned()
                    ? Instant.ofEpochSecond(seconds, nanos)
                    : LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
        } else if (type instanceof DataType.Char padded) {
            var text = TEXTS.get(random.nextInt(TEXTS.size()));
            var cut = text.codePointCount(0, text.length()) > padded.length() ? "a" : text;
            return cut + " ".repeat(padded.length() - cut.codePointCount(0, cut.length()));
        } else if (type instanceof DataType.ListOf list) {
            var elements = new ArrayList<Object>();
            var length = random.nextInt(5);
            for (var i = 0; i < length; i++) {
                elements.add(next(list.element()));
            }
            return elements;
        } else if (type instanceof DataType.MapOf map) {
            var entries = new LinkedHashMap<Object, Object>();
            var length = random.nextInt(4);
            for (var i = 0; i < length; i++) {
                entries.put(value(map.key()), next(map.value()));
            }
            return entries;
        } else if (type instanceof DataType.RowOf row) {
            var fields = new ArrayList<Object>();
            row.schema().types().forEach(field -> fields.add(next(field)));
            return fields;
        }
        return scalar((DataType.Scalar) type);
    }

    private Object scalar(DataType.Scalar type) {
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) integer(8);
            case SMALLINT -> (short) integer(16);
            case INT -> (int) integer(32);
            case BIGINT -> integer(64);
            case REAL -> (float) real();
            case DOUBLE -> real();
            case VARCHAR -> text();
            case VARBINARY -> text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case DATE -> LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000);
            case TIME -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000);
            case INTERVAL_MONTHS -> random.nextInt(60) - 30;
            case INTERVAL_MICROS ->
                random.nextBoolean()
                        ? (random.nextInt(60) - 30) * 86_400_000_000L
                        : random.nextLong(1_000_000_000_000L) - 500_000_000_000L;
        };
    }

    private String text() {
        return random.nextInt(4) == 0
                ? TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()))
                : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private long integer(int bits) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextBoolean() ? -1L << bits - 1 : ~(-1L << bits - 1);
            case 2 -> random.nextLong() >> 64 - bits;
            case 3 -> random.nextLong() >> 64 - bits / 2;
            default -> random.nextInt(20) - 10;
        };
    }

    private double real() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3, 4 -> random.nextGaussian() * 1e6;
            default -> random.nextInt(40) / 4.0 - 5;
        };
    }

    private BigInteger unscaled(int precision) {
        var limit = BigInteger.TEN.pow(precision);
        var value = switch (random.nextInt(5)) {
            case 0 -> limit.subtract(BigInteger.ONE);
            case 1, 2 -> BigInteger.valueOf(random.nextInt(2000)).mod(limit);
            default -> new BigInteger(1 + random.nextInt(128), random).mod(limit);
        };
        return random.nextBoolean() ? value.negate() : value;
    }
}
