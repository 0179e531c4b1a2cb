package io.weir.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Char;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CastTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    private static final List<DataType> INTEGERS = List.of(Scalar.TINYINT, Scalar.SMALLINT, Scalar.INT, Scalar.BIGINT);
    private static final List<DataType> DECIMALS =
            List.of(new Decimal(5, 2), new Decimal(18, 0), new Decimal(18, 10), new Decimal(30, 4), new Decimal(38, 0));

    private static void check(DataType from, DataType to, ExpressionTester.Model model) {
        ExpressionTester.check(List.of(from), a -> Cast.of(a.get(0), to, ZONE), ExpressionTester.strict(model));
        ExpressionTester.check(List.of(from), a -> Cast.tryOf(a.get(0), to, ZONE), ExpressionTester.strict(v -> {
            try {
                return model.apply(v);
            } catch (ArithmeticException e) {
                return null;
            }
        }));
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static Object integer(DataType type, BigDecimal value) {
        var rounded = value.setScale(0, RoundingMode.HALF_UP).toBigIntegerExact();
        return switch ((Scalar) type) {
            case TINYINT -> rounded.byteValueExact();
            case SMALLINT -> rounded.shortValueExact();
            case INT -> rounded.intValueExact();
            default -> rounded.longValueExact();
        };
    }

    private static BigDecimal decimal(Decimal type, BigDecimal value) {
        var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.unscaledValue().abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
            throw new ArithmeticException();
        }
        return rounded;
    }

    @Test
    void exactNumbersBecomeOthersOrFail() {
        for (var from : INTEGERS) {
            for (var to : INTEGERS) {
                check(from, to, v -> integer(to, number(v.get(0))));
            }
            for (var to : DECIMALS) {
                check(from, to, v -> decimal((Decimal) to, number(v.get(0))));
                check(to, from, v -> integer(from, number(v.get(0))));
            }
            check(from, Scalar.DOUBLE, v -> number(v.get(0)).doubleValue());
            check(from, Scalar.REAL, v -> (float) ((Number) v.get(0)).longValue());
            check(from, Scalar.BOOLEAN, v -> number(v.get(0)).signum() != 0);
        }
        for (var from : DECIMALS) {
            for (var to : DECIMALS) {
                check(from, to, v -> decimal((Decimal) to, number(v.get(0))));
            }
        }
    }

    @Test
    void realNumbersAreRounded() {
        check(
                new Decimal(18, 4),
                Scalar.DOUBLE,
                v -> ((BigDecimal) v.get(0)).unscaledValue().longValue() / 10000.0);
        check(Scalar.DOUBLE, Scalar.INT, v -> integer(Scalar.INT, finite(v.get(0))));
        check(Scalar.DOUBLE, Scalar.BIGINT, v -> integer(Scalar.BIGINT, finite(v.get(0))));
        check(Scalar.DOUBLE, new Decimal(12, 3), v -> decimal(new Decimal(12, 3), finite(v.get(0))));
        check(Scalar.REAL, Scalar.DOUBLE, v -> (double) (float) v.get(0));
        check(Scalar.DOUBLE, Scalar.REAL, v -> (float) (double) v.get(0));
    }

    private static BigDecimal finite(Object value) {
        if (!Double.isFinite((double) value)) {
            throw new ArithmeticException();
        }
        return BigDecimal.valueOf((double) value);
    }

    @Test
    void whatIsWrittenCanBeRead() {
        var types = List.of(
                Scalar.BOOLEAN,
                Scalar.TINYINT,
                Scalar.BIGINT,
                Scalar.REAL,
                Scalar.DOUBLE,
                new Decimal(7, 3),
                new Decimal(38, 9),
                Scalar.DATE,
                Scalar.TIME,
                new Timestamp(0, false),
                new Timestamp(3, false),
                new Timestamp(9, false),
                new Timestamp(6, true),
                Scalar.INTERVAL_MONTHS,
                Scalar.INTERVAL_MICROS);
        for (var type : types) {
            ExpressionTester.check(
                    List.of(type), a -> Cast.of(Cast.of(a.get(0), Scalar.VARCHAR, ZONE), type, ZONE), v -> v.get(0));
        }
    }

    @Test
    void datesAndTimestampsBecomeEachOther() {
        var micros = new Timestamp(6, false);
        var nanos = new Timestamp(9, false);
        var millis = new Timestamp(3, false);
        var zoned = new Timestamp(6, true);
        check(Scalar.DATE, micros, v -> ((LocalDate) v.get(0)).atStartOfDay());
        check(micros, Scalar.DATE, v -> ((LocalDateTime) v.get(0)).toLocalDate());
        check(micros, Scalar.TIME, v -> ((LocalDateTime) v.get(0)).toLocalTime());
        check(micros, nanos, v -> v.get(0));
        check(nanos, millis, v -> ((LocalDateTime) v.get(0)).plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS));
        check(zoned, micros, v -> ((Instant) v.get(0)).atZone(ZONE).toLocalDateTime());
        check(micros, zoned, v -> ((LocalDateTime) v.get(0)).atZone(ZONE).toInstant());
        check(zoned, Scalar.DATE, v -> ((Instant) v.get(0)).atZone(ZONE).toLocalDate());
        check(Scalar.DATE, zoned, v -> ((LocalDate) v.get(0)).atStartOfDay(ZONE).toInstant());
    }

    private static Object cast(Object value, DataType from, DataType to) {
        var expression = Cast.of(new Literal(from, value), to, ZONE);
        return Values.get(expression.evaluate(Batch.of(1), Selection.all(1)), 0);
    }

    private static Object read(String text, DataType to) {
        return cast(text, Scalar.VARCHAR, to);
    }

    @Test
    void textIsReadWithBlanksAround() {
        assertEquals(12, read(" 12 ", Scalar.INT));
        assertEquals(new BigDecimal("1.24"), read("1.235", new Decimal(5, 2)));
        assertEquals(1500.0, read("1.5e3", Scalar.DOUBLE));
        assertEquals(Double.NEGATIVE_INFINITY, read("-Infinity", Scalar.DOUBLE));
        assertEquals(true, read("YES", Scalar.BOOLEAN));
        assertEquals(LocalDate.of(2024, 1, 5), read("2024-1-5", Scalar.DATE));
        assertEquals(LocalTime.of(1, 2), read("01:02", Scalar.TIME));
        assertEquals(LocalDateTime.of(2024, 1, 5, 0, 0), read("2024-01-05", new Timestamp(3, false)));
        assertEquals(
                LocalDateTime.of(2024, 1, 5, 1, 2, 3, 5_000_000),
                read("2024-01-05T01:02:03.0046", new Timestamp(3, false)));
        assertEquals(Instant.parse("2024-01-05T01:02:03Z"), read("2024-01-05 01:02:03 UTC", new Timestamp(3, true)));
        assertEquals(Instant.parse("2024-01-05T01:02:03Z"), read("2024-01-05 03:02:03+02:00", new Timestamp(3, true)));
        assertEquals(Instant.parse("2024-01-05T00:02:03Z"), read("2024-01-05 01:02:03", new Timestamp(3, true)));
        assertEquals(-14, read("-1-2", Scalar.INTERVAL_MONTHS));
        assertEquals(93_784_500_000L, read("1 02:03:04.5", Scalar.INTERVAL_MICROS));
    }

    @Test
    void textIsWrittenAsSqlWritesIt() {
        assertEquals("1.50", cast(new BigDecimal("1.50"), new Decimal(5, 2), Scalar.VARCHAR));
        assertEquals(
                "2024-01-05 01:02:03.000",
                cast(LocalDateTime.of(2024, 1, 5, 1, 2, 3), new Timestamp(3, false), Scalar.VARCHAR));
        assertEquals(
                "2024-01-05 02:02:03 Europe/Zurich",
                cast(Instant.parse("2024-01-05T01:02:03Z"), new Timestamp(0, true), Scalar.VARCHAR));
        assertEquals("ab ", cast("abc", Scalar.VARCHAR, new Char(2)) + " ");
        assertEquals("a   ", cast("a", new Char(4), Scalar.VARCHAR));
        assertEquals("[1, null]", cast(Arrays.asList(1, null), new ListOf(Scalar.INT), Scalar.VARCHAR));
        assertEquals("1-2", cast(14, Scalar.INTERVAL_MONTHS, Scalar.VARCHAR));
        assertEquals("-0 00:00:01.500", cast(-1_500_000L, Scalar.INTERVAL_MICROS, Scalar.VARCHAR));
    }

    @Test
    void textIsCutToItsLength() {
        ExpressionTester.check(
                List.of(Scalar.VARCHAR), a -> Cast.toVarchar(a.get(0), 2, ZONE), ExpressionTester.strict(v -> {
                    var text = (String) v.get(0);
                    return text.substring(
                            0, text.offsetByCodePoints(0, Math.min(2, text.codePointCount(0, text.length()))));
                }));
    }

    @Test
    void arraysAreCastElementByElement() {
        ExpressionTester.check(
                List.of(new ListOf(Scalar.INT)),
                a -> Cast.of(a.get(0), new ListOf(Scalar.VARCHAR), ZONE),
                ExpressionTester.strict(v -> ((List<?>) v.get(0))
                        .stream()
                                .map(element -> element == null ? null : element.toString())
                                .toList()));
    }

    @Test
    void failuresNameTypesAndValue() {
        var error = assertThrows(EngineException.class, () -> read("2024-13-01", Scalar.DATE));
        assertEquals(ErrorCode.INVALID_CAST, error.code());
        assertEquals("cannot cast varchar to date: '2024-13-01'", error.getMessage());
        assertEquals(
                "cannot cast bigint to int, it is out of range: 3000000000",
                assertThrows(EngineException.class, () -> cast(3_000_000_000L, Scalar.BIGINT, Scalar.INT))
                        .getMessage());
        for (var text : List.of("", "1x", "0x1", "1d", "1.5")) {
            assertThrows(EngineException.class, () -> read(text, Scalar.INT));
        }
        for (var text : List.of("", "0x1p3", "1d", "1f", "e")) {
            assertThrows(EngineException.class, () -> read(text, Scalar.DOUBLE));
        }
        for (var text : List.of("2024-01-01 25:00:00", "2024-01-01 x", "2024-01-01 01:02:03 UTC", "24")) {
            assertThrows(EngineException.class, () -> read(text, new Timestamp(3, false)));
        }
        assertEquals(
                ErrorCode.TYPE_MISMATCH,
                assertThrows(EngineException.class, () -> cast(true, Scalar.BOOLEAN, Scalar.DATE))
                        .code());
        assertTrue(Cast.possible(Scalar.VARCHAR, Scalar.DATE));
    }
}
