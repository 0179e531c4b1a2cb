package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.RowOf;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.time.ZoneId;
import java.util.List;

/** Converts between types. The zone matters between timestamps with and without one, and between those with one and text. */
public final class Cast {
    private Cast() {}

    /** Fails at the first value that has no counterpart. Casting to the same type answers the value itself. */
    public static Expression of(Expression value, DataType type, ZoneId session) {
        var cast = make(value, type, session);
        return value instanceof Literal ? folded(cast) : cast;
    }

    /** A constant stays a constant, unless it fails: then it fails for the rows that ask for it. */
    private static Expression folded(Expression cast) {
        try {
            var answer = cast.evaluate(Batch.of(1), Selection.all(1));
            return new Literal(cast.type(), Values.get(answer, 0));
        } catch (EngineException e) {
            return cast;
        }
    }

    private static Expression make(Expression value, DataType type, ZoneId session) {
        var from = value.type();
        if (from.equals(type)) {
            return value;
        }
        if (NumberCast.applies(from, type)) {
            return new NumberCast(value, type);
        }
        if (NestedCast.applies(from, type)) {
            return new NestedCast(value, type, element -> of(element.value(), element.type(), session));
        }
        return PerRow.of("cast_" + type.sql(), type, List.of(value), required(from, type, session));
    }

    /** Null for a value that has no counterpart; for arrays, maps and rows this holds of each of their parts. */
    public static Expression tryOf(Expression value, DataType type, ZoneId session) {
        var from = value.type();
        if (from.equals(type)) {
            return value;
        }
        if (NumberCast.applies(from, type)) {
            return new NumberCast(value, type);
        }
        if (NestedCast.applies(from, type)) {
            return new NestedCast(value, type, element -> tryOf(element.value(), element.type(), session));
        }
        var function = required(from, type, session);
        return PerRow.of("try_cast_" + type.sql(), type, List.of(value), (row, out) -> {
            try {
                function.apply(row, out);
            } catch (EngineException e) {
                out.appendNull();
            }
        });
    }

    /** Text of at most so many characters: what is longer is cut. */
    public static Expression toVarchar(Expression value, int length, ZoneId session) {
        return PerRow.of(
                "cast_varchar(" + length + ")",
                DataType.Scalar.VARCHAR,
                List.of(of(value, DataType.Scalar.VARCHAR, session)),
                (row, out) -> {
                    var start = row.start(0);
                    out.append(row.data(0), start, Utf8.prefix(row.data(0), start, row.length(0), length));
                });
    }

    /** Whether there is a cast between these types at all. */
    public static boolean possible(DataType from, DataType to) {
        if (from.equals(to) || NumberCast.applies(from, to)) {
            return true;
        }
        if (from instanceof ListOf a && to instanceof ListOf b) {
            return possible(a.element(), b.element());
        }
        if (from instanceof MapOf a && to instanceof MapOf b) {
            return possible(a.key(), b.key()) && possible(a.value(), b.value());
        }
        if (from instanceof RowOf a && to instanceof RowOf b) {
            var possible = a.schema().size() == b.schema().size();
            for (var i = 0; possible && i < a.schema().size(); i++) {
                possible = possible(a.schema().type(i), b.schema().type(i));
            }
            return possible;
        }
        return find(from, to, java.time.ZoneOffset.UTC) != null;
    }

    private static RowFunction required(DataType from, DataType to, ZoneId session) {
        var found = find(from, to, session);
        if (found == null) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH, "there is no cast from " + from.sql() + " to " + to.sql());
        }
        return found;
    }

    private static @Nullable RowFunction find(DataType from, DataType to, ZoneId session) {
        if (CastToText.isText(to)) {
            return CastToText.find(from, to, session);
        }
        if (CastToText.isText(from)) {
            return CastFromText.find(from, to, session);
        }
        var number = CastToNumber.find(from, to);
        return number != null ? number : CastToTime.find(from, to, session);
    }

    static EngineException failure(DataType from, DataType to, Object value) {
        var shown = value instanceof String ? "'" + value + "'" : String.valueOf(value);
        return new EngineException(
                ErrorCode.INVALID_CAST, "cannot cast " + from.sql() + " to " + to.sql() + ": " + shown);
    }

    static EngineException overflow(DataType from, DataType to, Object value) {
        return new EngineException(
                ErrorCode.NUMERIC_OVERFLOW,
                "cannot cast " + from.sql() + " to " + to.sql() + ", it is out of range: " + value);
    }
}
