package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.Scalar;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression over the elements of an array, of two arrays side by side, or over the entries of a map. It is worked out once for the
 * elements of all rows, over a batch of the elements or keys and values, then their places from 0, then what it reads of the rows around.
 */
public final class OverElements extends Pointwise {
    /** What becomes of the values. */
    public enum Answer {
        /** They are the elements of an array. */
        ELEMENTS,
        /** They choose elements. */
        CHOSEN_ELEMENTS,
        /** They are the values of a map with the same keys. */
        MAP_VALUES,
        /** They choose entries. */
        CHOSEN_ENTRIES,
        /** Whether one is true. */
        ANY,
        /** Whether all are true. */
        ALL,
        /** Whether none is true. */
        NONE
    }

    private final Answer answer;
    private final int collections;
    private final Expression body;

    /** @param arguments as many arrays or maps as {@code collections} says, then what the body reads of the rows around */
    public OverElements(Answer answer, DataType type, List<Expression> arguments, int collections, Expression body) {
        super(type, arguments);
        this.answer = answer;
        this.collections = collections;
        this.body = body;
    }

    /** Where the elements of all rows lie: each row's begin at its start and are as many as its length. */
    private record Flat(boolean[] nulls, int[] starts, int[] lengths, int[] owners, List<int[]> places, int size) {}

    @Override
    protected boolean strict() {
        return false;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var flat = flat(vectors, rows);
        var columns = new ArrayList<Vector>();
        for (var i = 0; i < collections; i++) {
            for (var part : parts(vectors[i])) {
                columns.add(Vectors.takeOrNull(part.flat(), flat.places.get(i), flat.size));
            }
        }
        columns.add(numbers(flat));
        for (var i = collections; i < vectors.length; i++) {
            columns.add(Vectors.takeOrNull(vectors[i].flat(), flat.owners, flat.size));
        }
        var values = body.evaluate(Batch.of(flat.size, columns), Selection.all(flat.size))
                .flat();
        return spread(result(vectors[0], flat, values), rows, vectors[0].size());
    }

    private static List<Vector> parts(Vector collection) {
        var flat = collection.flat();
        return flat instanceof MapVector map
                ? List.of(map.keys(), map.values())
                : List.of(((ListVector) flat).elements());
    }

    private static int start(Vector collection, int row) {
        return collection instanceof MapVector map ? map.starts()[row] : ((ListVector) collection).starts()[row];
    }

    private static int length(Vector collection, int row) {
        return collection instanceof MapVector map ? map.lengths()[row] : ((ListVector) collection).lengths()[row];
    }

    private Flat flat(Vector[] vectors, Selection rows) {
        var count = rows.count();
        var nulls = new boolean[count];
        var starts = new int[count];
        var lengths = new int[count];
        var flats = new ArrayList<Vector>();
        for (var i = 0; i < collections; i++) {
            flats.add(vectors[i].flat());
        }
        var size = 0;
        for (var k = 0; k < count; k++) {
            var row = rows.row(k);
            starts[k] = size;
            for (var collection : flats) {
                nulls[k] |= collection.isNull(row);
            }
            if (!nulls[k]) {
                lengths[k] = flats.stream()
                        .mapToInt(collection -> length(collection, row))
                        .max()
                        .orElse(0);
            }
            size = Math.addExact(size, lengths[k]);
        }
        var owners = new int[size];
        var places = new ArrayList<int[]>();
        for (var collection : flats) {
            var place = new int[size];
            for (var k = 0; k < count; k++) {
                var row = rows.row(k);
                for (var i = 0; i < lengths[k]; i++) {
                    owners[starts[k] + i] = row;
                    place[starts[k] + i] = i < length(collection, row) ? start(collection, row) + i : -1;
                }
            }
            places.add(place);
        }
        return new Flat(nulls, starts, lengths, owners, places, size);
    }

    private static Vector numbers(Flat flat) {
        var numbers = VectorBuilder.of(Scalar.INT, flat.size);
        for (var length : flat.lengths) {
            for (var i = 0; i < length; i++) {
                numbers.append((long) i);
            }
        }
        return numbers.build();
    }

    private Vector result(Vector collection, Flat flat, Vector values) {
        var count = flat.starts.length;
        return switch (answer) {
            case ELEMENTS -> new ListVector((ListOf) type(), flat.starts, flat.lengths, values, flat.nulls, count);
            case MAP_VALUES -> {
                var keys = Vectors.takeOrNull(parts(collection).get(0).flat(), flat.places.get(0), flat.size);
                yield map(flat, keys, values);
            }
            case CHOSEN_ELEMENTS, CHOSEN_ENTRIES ->
                chosen(collection, flat, Truths.select(values, Selection.all(flat.size)));
            case ANY, ALL, NONE -> truths(flat, values);
        };
    }

    private Vector map(Flat flat, Vector keys, Vector values) {
        var entries = new MapVector.Entries(flat.starts, flat.lengths, keys, values);
        return new MapVector((MapOf) type(), entries, flat.nulls, flat.starts.length);
    }

    private Vector chosen(Vector collection, Flat flat, Selection chosen) {
        var count = flat.starts.length;
        var starts = new int[count];
        var lengths = new int[count];
        var places = new int[chosen.count()];
        var next = 0;
        for (var k = 0; k < count; k++) {
            starts[k] = next;
            while (next < places.length && chosen.row(next) < flat.starts[k] + flat.lengths[k]) {
                places[next] = flat.places.get(0)[chosen.row(next)];
                next++;
            }
            lengths[k] = next - starts[k];
        }
        var parts = parts(collection).stream()
                .map(part -> Vectors.takeOrNull(part.flat(), places, places.length))
                .toList();
        var kept = new Flat(flat.nulls, starts, lengths, places, List.of(), places.length);
        return answer == Answer.CHOSEN_ENTRIES
                ? map(kept, parts.get(0), parts.get(1))
                : new ListVector((ListOf) type(), starts, lengths, parts.get(0), flat.nulls, count);
    }

    /** An answer is known once one value decides; else a null leaves it open. */
    private Vector truths(Flat flat, Vector values) {
        var decides = Truths.select(answer == Answer.ALL ? not(values) : values, Selection.all(flat.size));
        var truths = VectorBuilder.of(Scalar.BOOLEAN, flat.starts.length);
        var next = 0;
        for (var k = 0; k < flat.starts.length; k++) {
            var end = flat.starts[k] + flat.lengths[k];
            var decided = next < decides.count() && decides.row(next) < end;
            while (next < decides.count() && decides.row(next) < end) {
                next++;
            }
            var open = false;
            for (var i = flat.starts[k]; i < end; i++) {
                open |= values.isNull(i);
            }
            if (flat.nulls[k] || !decided && open) {
                truths.appendNull();
            } else {
                truths.append(decided == (answer == Answer.ANY));
            }
        }
        return truths.build();
    }

    private static Vector not(Vector values) {
        var column = new Column(0, Scalar.BOOLEAN);
        return Truth.not(column).evaluate(Batch.of(values.size(), values), Selection.all(values.size()));
    }
}
