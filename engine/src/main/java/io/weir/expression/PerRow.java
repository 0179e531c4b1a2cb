package io.weir.expression;

import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.List;

/** A function applied value by value, to the living rows only. */
public final class PerRow extends Pointwise {
    /** What becomes of nulls among the arguments. */
    public enum Nulls {
        /** The answer is null. */
        PASS,
        /** The function sees them. */
        SEEN
    }

    private final String name;
    private final RowFunction function;
    private final Nulls nulls;

    private PerRow(String name, DataType type, List<Expression> arguments, RowFunction function, Nulls nulls) {
        super(type, arguments);
        this.name = name;
        this.function = function;
        this.nulls = nulls;
    }

    public static Expression of(String name, DataType type, List<Expression> arguments, RowFunction function) {
        return new PerRow(name, type, arguments, function, Nulls.PASS);
    }

    public static Expression seeingNulls(String name, DataType type, List<Expression> arguments, RowFunction function) {
        return new PerRow(name, type, arguments, function, Nulls.SEEN);
    }

    @Override
    protected boolean strict() {
        return nulls == Nulls.PASS;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var out = VectorBuilder.of(type(), rows.count());
        var row = new Row(vectors);
        var passing = nulls == Nulls.PASS;
        for (var i = 0; i < rows.count(); i++) {
            row.moveTo(rows.row(i));
            if (passing && row.hasNull()) {
                out.appendNull();
            } else {
                function.apply(row, out);
            }
        }
        return spread(out.build(), rows, vectors[0].size());
    }

    @Override
    public String toString() {
        var text = children().toString();
        return name + "(" + text.substring(1, text.length() - 1) + ")";
    }
}
