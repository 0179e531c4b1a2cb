package io.weir.expression;

import io.weir.type.DataType.Char;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.time.ZoneId;
import java.util.StringJoiner;

/** Arrays, maps and rows as text: {@code [1, 2]}, {@code {a=1}}, {@code (1, x)}; a null inside is {@code null}. */
final class NestedText {
    private NestedText() {}

    static String of(Vector vector, int row, ZoneId session) {
        if (vector.isNull(row)) {
            return "null";
        }
        if (vector instanceof DictionaryVector d) {
            return of(d.dictionary().values(), d.ids()[row], session);
        } else if (vector instanceof ConstantVector c) {
            return of(c.value(), 0, session);
        } else if (vector instanceof ListVector v) {
            var joiner = new StringJoiner(", ", "[", "]");
            for (var i = 0; i < v.lengths()[row]; i++) {
                joiner.add(of(v.elements(), v.starts()[row] + i, session));
            }
            return joiner.toString();
        } else if (vector instanceof MapVector v) {
            var joiner = new StringJoiner(", ", "{", "}");
            for (var i = v.starts()[row]; i < v.starts()[row] + v.lengths()[row]; i++) {
                joiner.add(of(v.keys(), i, session) + "=" + of(v.values(), i, session));
            }
            return joiner.toString();
        } else if (vector instanceof RowVector v) {
            var joiner = new StringJoiner(", ", "(", ")");
            v.fields().forEach(field -> joiner.add(of(field, row, session)));
            return joiner.toString();
        } else if (vector instanceof BytesVector v && !(v.type() instanceof Char)) {
            return v.string(row);
        }
        if (vector.type() instanceof Char) {
            return String.valueOf(Values.get(vector, row));
        }
        var cursor = new Row(new Vector[] {vector});
        cursor.moveTo(row);
        return CastToText.text(cursor, vector.type(), session);
    }
}
