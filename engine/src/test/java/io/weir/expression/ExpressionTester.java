package io.weir.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.EngineException;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Holds an expression against a model that works value by value: over flat, dictionary and constant vectors and literals, with nulls,
 * over all rows, some of them, few and none. Where the model throws, the expression must fail as well, but only if that row is asked
 * for.
 */
public final class ExpressionTester {
    private static final int ROUNDS = 30;

    private enum Form {
        FLAT,
        DICTIONARY,
        CONSTANT,
        LITERAL
    }

    /** Makes the expression under test of its arguments. */
    public interface Maker {
        Expression make(List<Expression> arguments);
    }

    /** The right answer for arguments that may be null; throws where there is none. */
    public interface Model extends Function<List<Object>, Object> {}

    private final Random random;
    private final Samples samples;
    private final List<DataType> types;
    private final Maker maker;
    private final Model model;

    private ExpressionTester(long seed, List<DataType> types, Maker maker, Model model) {
        this.random = new Random(seed);
        this.samples = new Samples(random);
        this.types = types;
        this.maker = maker;
        this.model = model;
    }

    /** A model that is null where an argument is. */
    public static Model strict(Model model) {
        return values -> values.contains(null) ? null : model.apply(values);
    }

    public static void check(List<DataType> types, Maker maker, Model model) {
        var tester = new ExpressionTester(types.toString().hashCode(), types, maker, model);
        for (var round = 0; round < ROUNDS; round++) {
            tester.round(round % 3 == 0 ? 300 : 1 + round % 13);
        }
    }

    private void round(int size) {
        var columns = new Vector[types.size()];
        var arguments = new ArrayList<Expression>();
        for (var i = 0; i < columns.length; i++) {
            var form = Form.values()[random.nextInt(4)];
            columns[i] = column(types.get(i), form, size);
            arguments.add(
                    form == Form.LITERAL
                            ? new Literal(types.get(i), Values.get(columns[i], 0))
                            : new Column(i, types.get(i)));
        }
        var batch = Batch.of(columns);
        var expected = new ArrayList<Object>();
        var failing = new TreeSet<Integer>();
        for (var row = 0; row < size; row++) {
            try {
                expected.add(model.apply(row(columns, row)));
            } catch (ArithmeticException | IllegalArgumentException | java.time.DateTimeException e) {
                expected.add(e);
                failing.add(row);
            }
        }
        var expression = maker.make(arguments);
        for (var share : new int[] {100, 60, 5, 0}) {
            var rows = rows(size, share, failing);
            compare(expression, batch, rows, expected);
        }
        for (var row : failing.stream().limit(2).toList()) {
            var rows = Selection.of(new int[] {row}, 1);
            assertThrows(
                    EngineException.class,
                    () -> expression.evaluate(batch, rows),
                    () -> expression + " of " + row(columns, row));
        }
    }

    private static List<Object> row(Vector[] columns, int row) {
        var values = new ArrayList<Object>();
        for (var column : columns) {
            values.add(Values.get(column, row));
        }
        return values;
    }

    private Selection rows(int size, int percent, Set<Integer> failing) {
        if (percent == 100 && failing.isEmpty()) {
            return Selection.all(size);
        }
        var rows = new int[size];
        var n = 0;
        for (var i = 0; i < size; i++) {
            if (random.nextInt(100) < percent && !failing.contains(i)) {
                rows[n++] = i;
            }
        }
        return Selection.of(rows, n);
    }

    private void compare(Expression expression, Batch batch, Selection rows, List<Object> expected) {
        var answer = expression.evaluate(batch, rows);
        assertEquals(expression.type(), answer.type(), expression::toString);
        assertEquals(batch.physicalRows(), answer.size(), expression::toString);
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            assertSame(
                    expected.get(row),
                    Values.get(answer, row),
                    expression + " of " + row(batch.columns().toArray(Vector[]::new), row));
        }
        if (expression.type() == DataType.Scalar.BOOLEAN) {
            var chosen = new ArrayList<Integer>();
            for (var i = 0; i < rows.count(); i++) {
                if (Boolean.TRUE.equals(expected.get(rows.row(i)))) {
                    chosen.add(rows.row(i));
                }
            }
            var selected = expression.select(batch, rows);
            assertEquals(
                    chosen,
                    Arrays.stream(Arrays.copyOf(selected.toRows(), selected.count()))
                            .boxed()
                            .toList());
        }
    }

    public static void assertSame(Object expected, Object actual, String message) {
        if (expected instanceof byte[] a && actual instanceof byte[] b) {
            assertEquals(Arrays.toString(a), Arrays.toString(b), message);
        } else {
            assertEquals(expected, actual, message);
        }
    }

    private Vector column(DataType type, Form form, int size) {
        return switch (form) {
            case FLAT -> flat(type, size);
            case CONSTANT, LITERAL -> Vectors.constant(type, samples.next(type), size);
            case DICTIONARY -> {
                var dictionary = new Dictionary(flat(type, 1 + random.nextInt(20)));
                var ids = new int[size];
                for (var i = 0; i < size; i++) {
                    ids[i] = random.nextInt(dictionary.size());
                }
                var nulls = random.nextBoolean() ? new boolean[size] : null;
                for (var i = 0; nulls != null && i < size; i++) {
                    nulls[i] = random.nextInt(10) == 0;
                }
                yield new DictionaryVector(dictionary, ids, nulls, size);
            }
        };
    }

    private Vector flat(DataType type, int size) {
        var builder = VectorBuilder.of(type, size);
        var withNulls = random.nextBoolean();
        for (var i = 0; i < size; i++) {
            var value = samples.next(type);
            while (value == null && !withNulls) {
                value = samples.next(type);
            }
            Values.append(builder, value);
        }
        return builder.build();
    }
}
