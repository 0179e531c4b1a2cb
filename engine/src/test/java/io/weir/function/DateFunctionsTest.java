package io.weir.function;

import static io.weir.function.Calls.fails;
import static io.weir.function.Calls.is;

import io.weir.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class DateFunctionsTest {
    private static final LocalDate DATE = LocalDate.of(2024, 2, 29);
    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 13, 14, 15, 678_901_000);
    private static final Instant INSTANT = Instant.parse("2024-06-30T23:30:00Z");

    @Test
    void parts() {
        is(2024L, "year", DATE);
        is(1L, "quarter", DATE);
        is(2L, "month", TIME);
        is(9L, "week", DATE);
        is(2020L, "year_of_week", LocalDate.of(2021, 1, 1));
        is(29L, "day", TIME);
        is(4L, "day_of_week", DATE);
        is(4L, "dayofweek", DATE);
        is(60L, "day_of_year", DATE);
        is(13L, "hour", TIME);
        is(14L, "minute", TIME);
        is(15L, "second", TIME);
        is(678L, "millisecond", TIME);
        is(3L, "hour", LocalTime.of(3, 4));
    }

    @Test
    void zonedTimestampsShowTheSessionsClock() {
        is(7L, "month", INSTANT);
        is(1L, "hour", INSTANT);
        is("2024-07-01 01:30", "date_format", INSTANT, "yyyy-MM-dd HH:mm");
        is(LocalDateTime.of(2024, 7, 1, 1, 30), "at_timezone", INSTANT, "Europe/Zurich");
        is(LocalDateTime.of(2024, 6, 30, 19, 30), "at_timezone", INSTANT, "America/New_York");
        is(INSTANT, "with_timezone", LocalDateTime.of(2024, 7, 1, 1, 30), "Europe/Zurich");
        is("2024-06-30 19:30:00", "convert_tz", "2024-07-01 01:30:00", "Europe/Zurich", "America/New_York");
        fails(ErrorCode.INVALID_ARGUMENT, "at_timezone", INSTANT, "Mars/Base");
    }

    @Test
    void truncation() {
        is(LocalDate.of(2024, 2, 1), "date_trunc", "month", DATE);
        is(LocalDate.of(2024, 1, 1), "date_trunc", "quarter", DATE);
        is(LocalDate.of(2024, 2, 26), "date_trunc", "week", DATE);
        is(LocalDateTime.of(2024, 2, 29, 13, 0), "date_trunc", "HOUR", TIME);
        is(TIME.withNano(678_000_000), "date_trunc", "milliseconds", TIME);
        is(LocalDateTime.of(2024, 1, 1, 0, 0), "floor", TIME, "year");
        is(LocalDateTime.of(2024, 3, 1, 0, 0), "ceil", TIME, "day");
        is(LocalTime.of(3, 0), "date_trunc", "hour", LocalTime.of(3, 4));
        is(LocalDate.of(2024, 2, 29), "last_day", LocalDate.of(2024, 2, 3));
        fails(ErrorCode.INVALID_ARGUMENT, "date_trunc", "fortnight", DATE);
    }

    @Test
    void shifts() {
        is(LocalDate.of(2024, 3, 7), "date_add", "week", 1, DATE);
        is(LocalDate.of(2025, 2, 28), "timestampadd", "sql_tsi_year", 1, DATE);
        is(TIME.plusHours(-5), "date_add", "hour", -5, TIME);
        is(LocalDate.of(2024, 3, 1), "date_add", DATE, 1);
        is(LocalDate.of(2024, 2, 28), "date_sub", DATE, 1);
        is(LocalDate.of(2024, 3, 29), "add_months", DATE, 1);
        fails(ErrorCode.INVALID_ARGUMENT, "date_add", "hour", 1, DATE);
        fails(ErrorCode.NUMERIC_OVERFLOW, "date_add", "year", 2_000_000_000, DATE);
    }

    @Test
    void differences() {
        is(12L, "date_diff", "month", LocalDate.of(2023, 2, 28), DATE);
        is(0L, "timestampdiff", "day", TIME, TIME.plusHours(23));
        is(-3L, "date_diff", "day", DATE, LocalDate.of(2024, 2, 26));
        is(4L, "date_diff", "quarter", LocalDate.of(2023, 1, 1), LocalDate.of(2024, 1, 1));
        is(3L, "datediff", DATE, LocalDate.of(2024, 2, 26));
        is(1.0, "months_between", LocalDate.of(2024, 3, 31), DATE);
        is(0.09677419, "months_between", DATE, LocalDate.of(2024, 2, 26));
    }

    @Test
    void construction() {
        is(DATE, "make_date", 2024, 2, 29);
        is(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 500_000_000), "make_timestamp", 2024, 2, 29, 1, 2, 3.5);
        is(DATE, "date", "2024-02-29");
        is(DATE, "to_date", TIME);
        is(LocalDateTime.of(2024, 2, 29, 13, 14, 15), "to_timestamp", "2024-02-29 13:14:15");
        is(Instant.parse("2024-02-29T12:14:15Z"), "to_timestamp_ltz", "2024-02-29 13:14:15");
        fails(ErrorCode.INVALID_ARGUMENT, "make_date", 2023, 2, 29);
        fails(ErrorCode.INVALID_CAST, "date", "2023-02-29");
    }

    @Test
    void secondsSince1970() {
        is(Instant.parse("1970-01-01T00:00:01.500Z"), "from_unixtime", 1.5);
        is(1L, "unix_timestamp", Instant.parse("1970-01-01T00:00:01.500Z"));
        is(1.5, "to_unixtime", Instant.parse("1970-01-01T00:00:01.500Z"));
        is(-3600L, "unix_timestamp", LocalDate.of(1970, 1, 1));
        is(Instant.parse("1970-01-01T00:00:02Z"), "to_timestamp_ltz", 2000L, 3);
        fails(ErrorCode.NUMERIC_OVERFLOW, "from_unixtime", 1e18);
    }

    @Test
    void forms() {
        is("29/02/24 13:14", "date_format", TIME, "dd/MM/yy HH:mm");
        is("2024-02-29 13:14:15.678901", "date_format", TIME, "%Y-%m-%d %H:%i:%s.%f");
        is("Thu Feb 29 01 PM", "date_format", TIME, "%a %b %d %h %p");
        is("2024-02-29T13:14:15.678901", "to_iso8601", TIME);
        is("Thursday", "dayname", DATE);
        is("February", "monthname", TIME);
        is(DATE, "to_date", "29.02.2024", "dd.MM.yyyy");
        is(LocalDate.of(2024, 2, 1), "to_date", "02/2024", "MM/yyyy");
        is(LocalDateTime.of(2024, 2, 29, 13, 14), "to_timestamp", "2024-02-29 13:14", "yyyy-MM-dd HH:mm");
        is(LocalDateTime.of(2024, 2, 29, 0, 0), "date_parse", "20240229", "%Y%m%d");
        fails(ErrorCode.INVALID_CAST, "to_date", "30.02.2024", "dd.MM.yyyy");
        fails(ErrorCode.INVALID_ARGUMENT, "date_format", TIME, "%Q");
    }
}
