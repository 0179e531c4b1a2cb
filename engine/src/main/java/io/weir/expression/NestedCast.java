package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.RowOf;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Casts arrays, maps and rows by casting their parts, each as a column of its own. */
final class NestedCast extends Pointwise {
    /** A part to be cast. */
    record Element(Expression value, DataType type) {}

    /** How parts are cast: strictly or with nulls for what fails. */
    interface Caster extends Serializable {
        Expression cast(Element element);
    }

    private final List<Expression> casts = new ArrayList<>();

    NestedCast(Expression value, DataType type, Caster caster) {
        super(type, List.of(value));
        var from = parts(value.type());
        var to = parts(type);
        for (var i = 0; i < from.size(); i++) {
            casts.add(caster.cast(new Element(new Column(i, from.get(i)), to.get(i))));
        }
    }

    static boolean applies(DataType from, DataType to) {
        return from instanceof ListOf && to instanceof ListOf
                || from instanceof MapOf && to instanceof MapOf
                || from instanceof RowOf a
                        && to instanceof RowOf b
                        && a.schema().size() == b.schema().size();
    }

    private static List<DataType> parts(DataType type) {
        if (type instanceof ListOf list) {
            return List.of(list.element());
        }
        return type instanceof MapOf map
                ? List.of(map.key(), map.value())
                : ((RowOf) type).schema().types();
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var living = VectorBuilder.of(vectors[0].type(), rows.count());
        living.append(vectors[0], rows);
        return spread(cast(living.build()), rows, vectors[0].size());
    }

    /** All rows of the vector are alive, and so are all parts. */
    private Vector cast(Vector vector) {
        var size = vector.size();
        if (vector instanceof ListVector v) {
            var elements = cast(List.of(v.elements())).get(0);
            return new ListVector((ListOf) type(), v.starts(), v.lengths(), elements, v.nulls(), size);
        } else if (vector instanceof MapVector v) {
            var entries = cast(List.of(v.keys(), v.values()));
            return new MapVector(
                    (MapOf) type(),
                    new MapVector.Entries(v.starts(), v.lengths(), entries.get(0), entries.get(1)),
                    v.nulls(),
                    size);
        } else if (vector instanceof RowVector v) {
            return new RowVector((RowOf) type(), cast(v.fields()), v.nulls(), size);
        }
        throw new AssertionError(vector);
    }

    private List<Vector> cast(List<Vector> parts) {
        var size = parts.get(0).size();
        var batch = Batch.of(size, parts);
        return casts.stream()
                .map(cast -> cast.evaluate(batch, Selection.all(size)))
                .toList();
    }
}
