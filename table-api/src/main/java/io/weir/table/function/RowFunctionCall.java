package io.weir.table.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Calls a user's function for each row. */
record RowFunctionCall(String name, RowFunction function, List<Expression> arguments, DataType type)
        implements Expression {
    RowFunctionCall {
        arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var vectors = arguments.stream()
                .map(argument -> argument.evaluate(batch, rows))
                .toList();
        var builder = VectorBuilder.of(type, batch.physicalRows());
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            while (builder.size() < row) {
                builder.appendNull();
            }
            append(builder, call(vectors, row));
        }
        while (builder.size() < batch.physicalRows()) {
            builder.appendNull();
        }
        return builder.build();
    }

    private @Nullable Object call(List<Vector> vectors, int row) {
        try {
            return function.call(values(vectors, row));
        } catch (Exception failed) {
            throw failure(name, failed);
        }
    }

    private void append(VectorBuilder builder, @Nullable Object value) {
        try {
            Values.append(builder, value);
        } catch (ClassCastException | ArithmeticException | UnsupportedOperationException unsuitable) {
            throw new EngineException(
                    ErrorCode.USER_FUNCTION,
                    "the function " + name + " answered what is no " + type.sql() + ": " + value,
                    unsuitable);
        }
    }

    static List<@Nullable Object> values(List<? extends Vector> vectors, int row) {
        var values = new ArrayList<@Nullable Object>(vectors.size());
        for (var vector : vectors) {
            values.add(Values.get(vector, row));
        }
        return values;
    }

    static EngineException failure(String name, Exception cause) {
        return new EngineException(ErrorCode.USER_FUNCTION, "the function " + name + " failed: " + cause, cause);
    }
}
