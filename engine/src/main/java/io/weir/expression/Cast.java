package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import java.time.ZoneId;

/** Converts between types. The zone matters between timestamps with and without one, and between those with one and text. */
public final class Cast {
    private Cast() {}

    /** Fails at the first value that has no counterpart. Casting to the same type answers the value itself. */
    public static Expression of(Expression value, DataType type, ZoneId session) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "cast: " + value + type + session);
    }

    /** Null for a value that has no counterpart. */
    public static Expression tryOf(Expression value, DataType type, ZoneId session) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "try_cast: " + value + type + session);
    }

    /** Whether there is a cast between these types at all. */
    public static boolean possible(DataType from, DataType to) {
        return from.equals(to);
    }
}
