package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** A part of a date, time, timestamp or interval, as BIGINT. */
public final class Extract {
    public enum Field {
        MILLENNIUM,
        CENTURY,
        DECADE,
        YEAR,
        QUARTER,
        MONTH,
        WEEK,
        ISO_YEAR,
        DAY,
        /** 1 is Monday. */
        ISO_DAY_OF_WEEK,
        /** 0 is Sunday. */
        DAY_OF_WEEK,
        DAY_OF_YEAR,
        HOUR,
        MINUTE,
        SECOND,
        MILLISECOND,
        MICROSECOND,
        NANOSECOND,
        EPOCH
    }

    private Extract() {}

    /** A zoned timestamp must be cast to one without zone first, but for EPOCH. */
    public static Expression of(Field field, Expression value) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "extract: " + field + value);
    }
}
