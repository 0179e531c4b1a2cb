package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/** LIKE: percent sign for any characters, underscore for one. */
public final class Like extends Pointwise {
    private Like(List<Expression> arguments) {
        super(DataType.Scalar.BOOLEAN, arguments);
    }

    /** Value and pattern are VARCHAR; escape is null or one character of ASCII. Without escape no character escapes. */
    public static Expression of(Expression value, Expression pattern, @Nullable Expression escape) {
        return new Like(escape == null ? List.of(value, pattern) : List.of(value, pattern, escape));
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        boolean[] nulls = null;
        for (var vector : vectors) {
            nulls = Masks.or(nulls, vector.nulls(), size);
        }
        var value = (BytesVector) vectors[0].flat();
        var pattern = new Argument(vectors[1]);
        var escape = vectors.length > 2 ? new Argument(vectors[2]) : null;
        var answer = new boolean[size];
        if (vectors[1] instanceof ConstantVector && (escape == null || vectors[2] instanceof ConstantVector)) {
            var constant =
                    LikePattern.compile(pattern.data(), pattern.start(0), pattern.length(0), character(escape, 0));
            LikeSearch.run(constant, value, rows, answer);
            return new BooleanVector(type(), answer, nulls, size);
        }
        LikePattern compiled = null;
        var compiledRow = -1;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls != null && nulls[row]) {
                continue;
            }
            if (compiled == null
                    || !same(pattern, compiledRow, row)
                    || escape != null && !same(escape, compiledRow, row)) {
                compiled = LikePattern.compile(
                        pattern.data(), pattern.start(row), pattern.length(row), character(escape, row));
                compiledRow = row;
            }
            answer[row] = compiled.matches(value.data(), value.starts()[row], value.lengths()[row]);
        }
        return new BooleanVector(type(), answer, nulls, size);
    }

    private static boolean same(Argument text, int one, int other) {
        var data = text.data();
        var start = text.start(one);
        var otherStart = text.start(other);
        return start == otherStart && text.length(one) == text.length(other)
                || Arrays.equals(
                        data, start, start + text.length(one), data, otherStart, otherStart + text.length(other));
    }

    private static int character(@Nullable Argument escape, int row) {
        if (escape == null) {
            return -1;
        }
        if (escape.length(row) != 1 || escape.data()[escape.start(row)] < 0) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the escape of like must be one character of ASCII: '" + escape.text(row) + "'");
        }
        return escape.data()[escape.start(row)];
    }

    @Override
    public String toString() {
        return "(" + children().get(0) + " like " + children().get(1) + ")";
    }
}
