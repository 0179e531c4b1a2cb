package io.weir.relational;

import static io.weir.relational.Run.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.expression.Expression;
import io.weir.testing.TestContext;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Selection;
import io.weir.vector.Vectors;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinTest {
    /** Two keys of some type and a BIGINT to compare. */
    private static Schema schema(DataType first, DataType second) {
        return Schema.of(
                new Schema.Field("a", first), new Schema.Field("b", second), new Schema.Field("c", Scalar.BIGINT));
    }

    private record Case(DataType type, IntFunction<Object> value) {}

    private static final List<Case> CASES = List.of(
            new Case(Scalar.BIGINT, i -> (long) i * 1_000_003),
            new Case(Scalar.INT, i -> i),
            new Case(Scalar.SMALLINT, i -> (short) i),
            new Case(Scalar.VARCHAR, i -> "key " + i),
            new Case(Scalar.DOUBLE, i -> i == 3 ? -0.0 : i / 2.0),
            new Case(new DataType.Decimal(30, 2), i -> new BigDecimal(i + ".25")));

    private static List<List<Object>> rows(Random random, int count, int keys, Case shape, double nulls) {
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < count; i++) {
            rows.add(row(
                    random.nextDouble() < nulls ? null : shape.value.apply(random.nextInt(keys)),
                    random.nextDouble() < nulls ? null : (long) random.nextInt(3),
                    random.nextDouble() < nulls ? null : (long) random.nextInt(10)));
        }
        return rows;
    }

    private static boolean same(Object left, Object right) {
        return left != null
                && (left.equals(right)
                        || left instanceof Double d && right instanceof Double e && d.doubleValue() == e);
    }

    private void check(Random random, JoinKind kind, long memory) throws Exception {
        var shape = CASES.get(random.nextInt(CASES.size()));
        var schema = schema(shape.type, Scalar.BIGINT);
        var nulls = random.nextInt(3) == 0 ? 0 : 0.15;
        var keys = 1 + random.nextInt(30);
        var probe = rows(random, random.nextInt(4) == 0 ? 0 : random.nextInt(80), keys, shape, nulls);
        var build = rows(random, random.nextInt(4) == 0 ? 0 : random.nextInt(80), keys, shape, nulls);
        var two = random.nextBoolean();
        var residual = random.nextBoolean() ? new LessThan(2, 5, random.nextBoolean()) : null;
        var plan = new HashJoin.Plan(
                kind,
                two ? JoinKeys.of(List.of(0, 1), List.of(0, 1)) : JoinKeys.of(List.of(0), List.of(0)),
                Optional.<Expression>ofNullable(residual),
                new JoinInputs(schema, schema),
                kind.keepsBuildRows() || random.nextBoolean() ? BuildSide.PARTITIONED : BuildSide.shared("it"),
                List.of());
        var batchRows = List.of(1, 3, 16, 100).get(random.nextInt(4));
        var disguise = List.of(Run.Disguise.values()).get(random.nextInt(3));
        var run = new Run(memory, batchRows, disguise);
        var answer = run.of(plan, List.of(schema, schema), List.of(probe, build));
        var expected = JoinModel.join(kind, probe, build, new int[] {3, 3}, (left, right) -> {
            if (two && !same(left.get(1), right.get(1))) {
                return false;
            }
            if (residual != null && !Boolean.TRUE.equals(residual.compare(left.get(2), right.get(2)))) {
                return false;
            }
            return left.get(0) == null || right.get(0) == null ? null : same(left.get(0), right.get(0));
        });
        assertEquals(
                JoinModel.sorted(expected),
                JoinModel.sorted(answer),
                () -> plan.name() + ", batches of " + batchRows + " " + disguise + "\n" + probe + "\n" + build);
    }

    @ParameterizedTest
    @EnumSource
    void joinsAsTwoLoopsDo(JoinKind kind) throws Exception {
        for (var seed = 0; seed < 300; seed++) {
            check(new Random(seed), kind, Run.PLENTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void joinsWithoutMemory(JoinKind kind) throws Exception {
        for (var seed = 0; seed < 25; seed++) {
            check(new Random(seed), kind, 1000);
            check(new Random(seed), kind, 2000 + 400 * seed);
        }
    }

    private static final Schema KEY_AND_TEXT =
            Schema.of(new Schema.Field("k", Scalar.BIGINT), new Schema.Field("t", Scalar.VARCHAR));

    private static HashJoin.Plan plain(JoinKind kind, JoinKeys keys, List<PublishedFilter> filters) {
        return new HashJoin.Plan(
                kind,
                keys,
                Optional.empty(),
                new JoinInputs(KEY_AND_TEXT, KEY_AND_TEXT),
                BuildSide.PARTITIONED,
                filters);
    }

    private static final JoinKeys FIRST = JoinKeys.of(List.of(0), List.of(0));

    @Test
    void oneKeyThatDoesNotFitIsJoinedBlockByBlock() throws Exception {
        for (var kind : List.of(JoinKind.INNER, JoinKind.FULL, JoinKind.ANTI)) {
            var build = new ArrayList<List<Object>>();
            var probe = new ArrayList<List<Object>>();
            for (var i = 0; i < 500; i++) {
                build.add(row(7L, "build " + i));
            }
            for (var i = 0; i < 20; i++) {
                probe.add(row(7L + i % 2, "probe " + i));
            }
            var run = new Run(4000, 50, Run.Disguise.FLAT);
            var answer =
                    run.of(plain(kind, FIRST, List.of()), List.of(KEY_AND_TEXT, KEY_AND_TEXT), List.of(probe, build));
            var expected = JoinModel.join(
                    kind, probe, build, new int[] {2, 2}, (a, b) -> a.get(0).equals(b.get(0)));
            assertEquals(JoinModel.sorted(expected), JoinModel.sorted(answer), kind.name());
            assertTrue(run.spilledBytes() > 0, "nothing was spilled");
        }
    }

    @Test
    void aHugeFanOutIsEmittedInBatches() throws Exception {
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < 300; i++) {
            rows.add(row(1L, "x"));
        }
        var answer = new Run(Run.PLENTY, 300, Run.Disguise.FLAT)
                .of(plain(JoinKind.INNER, FIRST, List.of()), List.of(KEY_AND_TEXT, KEY_AND_TEXT), List.of(rows, rows));
        assertEquals(90_000, answer.size());
    }

    @Test
    void nullsMatchWhereTheKeySaysSo() throws Exception {
        var keys = new JoinKeys(List.of(0), List.of(0), List.of(true));
        var probe = List.of(row(1L, "a"), row(null, "b"), row(2L, "c"));
        var build = List.of(row(null, "x"), row(2L, "y"));
        for (var disguise : Run.Disguise.values()) {
            var answer = new Run(Run.PLENTY, 10, disguise)
                    .of(
                            plain(JoinKind.INNER, keys, List.of()),
                            List.of(KEY_AND_TEXT, KEY_AND_TEXT),
                            List.of(probe, build));
            assertEquals(
                    "[[2, c, 2, y], [null, b, null, x]]",
                    JoinModel.sorted(answer).toString());
        }
    }

    @Test
    void notANumberEqualsItself() throws Exception {
        var schema = Schema.of(new Schema.Field("d", Scalar.DOUBLE));
        var plan = new HashJoin.Plan(
                JoinKind.INNER,
                FIRST,
                Optional.empty(),
                new JoinInputs(schema, schema),
                BuildSide.PARTITIONED,
                List.of());
        var rows = List.of(row(Double.NaN), row(1.0), row(-0.0));
        var answer = new Run(Run.PLENTY, 10, Run.Disguise.FLAT)
                .of(plan, List.of(schema, schema), List.of(rows, List.of(row(Double.NaN), row(0.0))));
        assertEquals("[[-0.0, 0.0], [NaN, NaN]]", JoinModel.sorted(answer).toString());
    }

    @Test
    void publishesWhatItsKeysAre() throws Exception {
        var run = new Run(Run.PLENTY, 10, Run.Disguise.FLAT);
        var build = new ArrayList<List<Object>>();
        for (var i = 100; i < 200; i += 2) {
            build.add(row((long) i, "x"));
        }
        build.add(row(null, "y"));
        var plan = plain(JoinKind.INNER, FIRST, List.of(new PublishedFilter("f", 0)));
        run.of(plan, List.of(KEY_AND_TEXT, KEY_AND_TEXT), List.of(List.of(), build));
        var filter = run.filters().get("f");
        assertTrue(filter.mayContain(150L, 300L));
        assertFalse(filter.mayContain(199L, 300L));
        var builder = io.weir.vector.VectorBuilder.of(Scalar.BIGINT, 300);
        for (var i = 0; i < 300; i++) {
            builder.append((long) i);
        }
        builder.appendNull();
        var kept = filter.select(builder.build(), Selection.all(301));
        assertTrue(kept.count() >= 50 && kept.count() < 70, "kept " + kept.count());
        assertTrue(filter.select(Vectors.constant(Scalar.BIGINT, 5L, 9), Selection.all(9))
                .isEmpty());
        assertEquals(
                9,
                filter.select(Vectors.constant(Scalar.BIGINT, 150L, 9), Selection.all(9))
                        .count());
    }

    @Test
    void anEmptyBuildSideKeepsNothingAndIsDone() throws Exception {
        var plan = plain(JoinKind.SEMI, FIRST, List.of(new PublishedFilter("f", 0)));
        try (var context = TestContext.roomy();
                var join = plan.create(context)) {
            assertFalse(join.done());
            join.finish(1, null);
            assertTrue(join.done());
            assertFalse(context.filters().get("f").mayContain(0L, 10L));
        }
    }

    @Test
    void aJoinThatKeepsRowsPublishesNothing() {
        var filters = List.of(new PublishedFilter("f", 0));
        assertThrows(IllegalArgumentException.class, () -> plain(JoinKind.LEFT, FIRST, filters));
    }
}
