package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Row;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Dates and timestamps as arguments: those with a zone are asked for as what the session's clocks show. */
final class Moments {
    private Moments() {}

    static boolean is(DataType type) {
        return type == Scalar.DATE || type instanceof Timestamp;
    }

    /** The type to ask for. */
    static DataType local(DataType type) {
        return type instanceof Timestamp timestamp ? new Timestamp(timestamp.precision(), false) : type;
    }

    /** Resolves parameters of which a null stands for a date or timestamp; a null result for the type of the last of these. */
    static Definition.Resolver resolver(List<DataType> parameters, @Nullable DataType result) {
        return arguments -> {
            if (arguments.size() != parameters.size()) {
                return null;
            }
            var resolved = new ArrayList<DataType>();
            DataType moment = Scalar.DATE;
            for (var i = 0; i < arguments.size(); i++) {
                var wanted = parameters.get(i);
                if (wanted == null ? !is(arguments.get(i)) : !Coercion.accepts(arguments.get(i), wanted)) {
                    return null;
                }
                moment = wanted == null ? local(arguments.get(i)) : moment;
                resolved.add(wanted == null ? moment : wanted);
            }
            return new Signature(resolved, result == null ? moment : result);
        };
    }

    static LocalDateTime get(Row row, int number) {
        return row.type(number) instanceof Timestamp timestamp
                ? Temporal.dateTime(row.integer(number), timestamp)
                : LocalDate.ofEpochDay(row.integer(number)).atStartOfDay();
    }

    /** The value of a date or timestamp type. */
    static long value(DataType type, Supplier<LocalDateTime> time) {
        try {
            return type instanceof Timestamp timestamp
                    ? Temporal.value(time.get(), timestamp)
                    : Math.toIntExact(time.get().toLocalDate().toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            throw new EngineException(ErrorCode.NUMERIC_OVERFLOW, type.sql() + " overflow: " + e.getMessage(), e);
        }
    }
}
