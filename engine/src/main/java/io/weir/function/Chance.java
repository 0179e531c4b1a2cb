package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Argument;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A new random value for every row, never one for a constant. */
record Chance(Kind kind, DataType type, List<Expression> children) implements Expression {
    private enum Kind {
        REAL,
        BELOW,
        BETWEEN,
        UUID
    }

    /** A part of a longer list, as arguments may be, cannot be sent to another process. */
    Chance {
        children = List.copyOf(children);
    }

    /** From 0 to below 1. */
    static Expression real(List<Expression> arguments) {
        return new Chance(Kind.REAL, Scalar.DOUBLE, arguments);
    }

    /** A whole number from 0 to below the argument. */
    static Expression below(List<Expression> arguments) {
        return new Chance(Kind.BELOW, Scalar.BIGINT, arguments);
    }

    /** A whole number from the first argument to below the second. */
    static Expression between(List<Expression> arguments) {
        return new Chance(Kind.BETWEEN, Scalar.BIGINT, arguments);
    }

    static Expression uuid(List<Expression> arguments) {
        return new Chance(Kind.UUID, Scalar.VARCHAR, arguments);
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        if (rows.isEmpty()) {
            return Vectors.nulls(type, batch.physicalRows());
        }
        var arguments = children.stream()
                .map(child -> child.evaluate(batch, rows))
                .map(vector -> new Argument(vector.flat()))
                .toList();
        var out = VectorBuilder.of(type, batch.physicalRows());
        var next = 0;
        for (var row = 0; row < batch.physicalRows(); row++) {
            var alive = next < rows.count() && rows.row(next) == row;
            next += alive ? 1 : 0;
            append(arguments, row, alive, out);
        }
        return out.build();
    }

    private void append(List<Argument> arguments, int row, boolean alive, VectorBuilder out) {
        var random = ThreadLocalRandom.current();
        for (var argument : arguments) {
            if (!alive || argument.isNull(row)) {
                out.appendNull();
                return;
            }
        }
        switch (kind) {
            case REAL -> out.append(random.nextDouble());
            case BELOW -> out.append(between(0, arguments.get(0).integer(row)));
            case BETWEEN ->
                out.append(
                        between(arguments.get(0).integer(row), arguments.get(1).integer(row)));
            case UUID -> {
                var text =
                        new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString();
                out.append(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
            }
        }
    }

    private static long between(long low, long high) {
        if (low >= high) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no whole number from " + low + " to below " + high);
        }
        return ThreadLocalRandom.current().nextLong(low, high);
    }
}
