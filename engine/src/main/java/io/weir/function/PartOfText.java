package io.weir.function;

import io.weir.expression.Argument;
import io.weir.expression.Expression;
import io.weir.expression.Pointwise;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.io.Serializable;
import java.util.List;

/** A function whose answer is a piece of its first argument: no bytes are copied. */
final class PartOfText extends Pointwise {
    /** Finds the piece of one row. */
    @FunctionalInterface
    interface Finder extends Serializable {
        void find(Piece piece, Argument[] arguments, int row);
    }

    /** What a finder narrows: at first the whole of the first argument. */
    static final class Piece {
        private byte[] data = new byte[0];
        private int start;
        private int length;

        byte[] data() {
            return data;
        }

        int start() {
            return start;
        }

        int length() {
            return length;
        }

        int end() {
            return start + length;
        }

        void set(int newStart, int newLength) {
            start = newStart;
            length = newLength;
        }
    }

    private final String name;
    private final Finder finder;

    PartOfText(String name, DataType type, List<Expression> arguments, Finder finder) {
        super(type, arguments);
        this.name = name;
        this.finder = finder;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var text = (BytesVector) vectors[0].flat();
        var size = text.size();
        var arguments = new Argument[vectors.length];
        var nulls = text.nulls();
        for (var i = 0; i < vectors.length; i++) {
            arguments[i] = new Argument(vectors[i]);
            nulls = Masks.or(nulls, vectors[i].nulls(), size);
        }
        var starts = new int[size];
        var lengths = new int[size];
        var piece = new Piece();
        piece.data = text.data();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls == null || !nulls[row]) {
                piece.set(text.starts()[row], text.lengths()[row]);
                finder.find(piece, arguments, row);
                starts[row] = piece.start;
                lengths[row] = piece.length;
            }
        }
        return new BytesVector(type(), text.data(), starts, lengths, nulls, size);
    }

    @Override
    public String toString() {
        var text = children().toString();
        return name + "(" + text.substring(1, text.length() - 1) + ")";
    }
}
