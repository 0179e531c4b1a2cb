package io.weir.relational;

import static io.weir.relational.Run.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.Nullable;
import io.weir.aggregate.Aggregates;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.relational.WindowCall.Bound;
import io.weir.relational.WindowCall.Exclusion;
import io.weir.relational.WindowCall.Frame;
import io.weir.relational.WindowCall.Unit;
import io.weir.testing.Batches;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Schema SCHEMA = Batches.schema("part:int key:bigint value:bigint text:varchar amount:bigint"
            + " before:bigint after:bigint nth:bigint filter:boolean real:double previous:bigint");
    private static final int PART = 0;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int TEXT = 3;
    private static final int AMOUNT = 4;
    private static final int BEFORE = 5;
    private static final int AFTER = 6;
    private static final int NTH = 7;
    private static final int FILTER = 8;
    private static final int REAL = 9;
    private static final int PREVIOUS = 10;

    private static Column column(int index) {
        return new Column(index, SCHEMA.type(index));
    }

    private static AggregateFunction function(String name, DataType... arguments) {
        for (var definition : Aggregates.find(name)) {
            var signature = definition.resolve(List.of(arguments));
            if (signature != null) {
                return definition.bind(signature);
            }
        }
        throw new AssertionError(name);
    }

    /** Random rows in order, and a random call over them. */
    private static final class Case {
        private final Random random;
        private final SortColumn order;
        private final List<List<Object>> rows = new ArrayList<>();

        Case(long seed, int count) {
            random = new Random(seed);
            order = new SortColumn(KEY, random.nextBoolean(), random.nextBoolean());
            var parts = List.of(1, 3, count).get(random.nextInt(3));
            var keys = List.of(1, 4, 100).get(random.nextInt(3));
            var constantAmount = random.nextBoolean();
            for (var i = 0; i < count; i++) {
                var key = random.nextInt(6) == 0 ? null : Long.valueOf(random.nextInt(keys));
                var amount = constantAmount ? 2L : random.nextInt(random.nextInt(20) == 0 ? 200 : 4);
                var sign = order.ascending() ? 1 : -1;
                rows.add(row(
                        random.nextInt(5) == 0 ? null : (Integer) random.nextInt(parts),
                        key,
                        random.nextInt(4) == 0 ? null : (Long) (long) (random.nextInt(20) - 10),
                        random.nextInt(4) == 0 ? null : "t" + random.nextInt(5),
                        amount,
                        key == null ? null : (Long) (key - sign * amount),
                        key == null ? null : (Long) (key + sign * amount),
                        random.nextInt(9) == 0 ? null : (Long) (1L + random.nextInt(4)),
                        random.nextInt(4) == 0 ? null : random.nextBoolean(),
                        random.nextInt(6) == 0 ? null : (Double) (random.nextInt(100) / 8.0),
                        null));
            }
            Comparator<Integer> natural = Comparator.naturalOrder();
            Comparator<Long> keyOrder = order.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
            rows.sort(Comparator.<List<Object>, Integer>comparing(
                            row -> (Integer) row.get(PART), Comparator.nullsLast(natural))
                    .thenComparing(
                            row -> (Long) row.get(KEY),
                            order.nullsFirst() ? Comparator.nullsFirst(keyOrder) : Comparator.nullsLast(keyOrder)));
        }

        private <T> T pick(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }

        private Bound bound(Unit unit, boolean start) {
            return switch (random.nextInt(4)) {
                case 0 -> start ? Bound.FIRST : Bound.LAST;
                case 1 -> Bound.CURRENT;
                default -> {
                    var direction = random.nextInt(3) == 0 == start ? 1 : -1;
                    var ranged = column(direction < 0 ? BEFORE : AFTER);
                    yield new Bound.Offset(direction, unit == Unit.RANGE ? ranged : column(AMOUNT));
                }
            };
        }

        private Frame frame() {
            var unit = pick(Unit.values());
            var exclusion = random.nextBoolean() ? pick(Exclusion.values()) : Exclusion.NONE;
            return new Frame(unit, bound(unit, true), bound(unit, false), exclusion, unit == Unit.RANGE ? order : null);
        }

        private WindowCall call() {
            return switch (random.nextInt(8)) {
                case 0 -> new WindowCall.Ranking(pick(WindowCall.Rank.values()));
                case 1 -> random.nextInt(4) == 0 ? new WindowCall.Ntile(tiles()) : shift();
                case 2, 3 ->
                    new WindowCall.Pick(
                            column(random.nextBoolean() ? TEXT : VALUE),
                            pick(WindowCall.Place.values()),
                            column(NTH),
                            random.nextBoolean(),
                            frame());
                default -> aggregate();
            };
        }

        /** The number of tiles is one for all rows. */
        private Column tiles() {
            rows.forEach(row -> row.set(NTH, 3L));
            return column(NTH);
        }

        private WindowCall shift() {
            return new WindowCall.Shift(
                    column(VALUE), random.nextBoolean() ? 1 : -1, column(NTH), column(AMOUNT), random.nextBoolean());
        }

        private WindowCall aggregate() {
            var filter = random.nextInt(3) == 0 ? column(FILTER) : null;
            var distinct = random.nextInt(4) == 0;
            var frame = frame();
            var argument = List.of(VALUE, TEXT, REAL).get(random.nextInt(3));
            var previous = distinct ? previous(argument, filter) : null;
            var names = switch (argument) {
                case TEXT -> List.of("count", "min", "array_agg", "listagg");
                case REAL -> List.of("avg", "stddev", "median", "max");
                default -> List.of("sum", "avg", "max", "array_agg");
            };
            var name = names.get(random.nextInt(names.size()));
            return new WindowCall.Aggregate(
                    function(name, SCHEMA.type(argument)), List.of(column(argument)), frame, filter, previous);
        }

        private Column previous(int argument, @Nullable Column filter) {
            var same = filter == null ? List.of(argument) : List.of(argument, FILTER);
            for (var i = 0; i < rows.size(); i++) {
                rows.get(i).set(PREVIOUS, WindowModel.previous(rows.subList(0, i), PART, rows.get(i), same));
            }
            return column(PREVIOUS);
        }
    }

    private static long compare(long seed, int count, long memory, int batchRows) throws Exception {
        var random = new Case(seed, count);
        var calls = new ArrayList<WindowCall>();
        calls.add(random.call());
        var plan = new Window.Plan(List.of(PART), List.of(random.order), calls);
        var run = new Run(memory, batchRows, List.of(Run.Disguise.values()).get((int) (seed % 3)));
        var answer = run.of(plan, List.of(SCHEMA), List.of(random.rows));
        var model = new WindowModel(PART, random.order, SCHEMA.types(), random.rows);
        assertThat(answer.stream().map(row -> row.subList(0, SCHEMA.size())))
                .as("the rows, seed " + seed)
                .isEqualTo(random.rows);
        var expected = model.answers(calls.get(0));
        for (var i = 0; i < expected.size(); i++) {
            var found = answer.get(i).get(SCHEMA.size());
            var label = "seed " + seed + ", row " + i + " of " + calls;
            if (expected.get(i) instanceof Double number && found instanceof Double other) {
                assertThat(other).as(label).isCloseTo(number, within(1e-9));
            } else {
                assertThat(found).as(label).isEqualTo(expected.get(i));
            }
        }
        return run.spilledBytes();
    }

    @Test
    void everyFunctionAndFrameAnswersAsDefined() throws Exception {
        for (var seed = 0; seed < 500; seed++) {
            compare(seed, seed % 60, Run.PLENTY, List.of(1, 7, 100).get(seed % 3));
        }
    }

    @Test
    void partitionsLargerThanMemoryAreSpilledAndAnswerTheSame() throws Exception {
        var spilled = 0;
        for (var seed = 0; seed < 500; seed++) {
            spilled += compare(seed, 20 + seed % 120, 3_000, List.of(1, 7, 20).get(seed % 3)) > 0 ? 1 : 0;
        }
        assertThat(spilled).as("runs that spilled").isGreaterThan(300);
    }

    /** One partition that runs over many pages and lanes, with frames of every kind. */
    @Test
    void everyAggregateIsAWindowFunction() throws Exception {
        var schema = Batches.schema("part:int key:bigint n:bigint x:double text:varchar flag:boolean half:double");
        var order = new SortColumn(KEY, true, false);
        var random = new Random(5);
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < 150; i++) {
            rows.add(row(
                    i < 4 ? 0 : 1,
                    i / 3L,
                    random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(9),
                    random.nextInt(5) == 0 ? null : (Double) (random.nextInt(64) / 8.0),
                    random.nextInt(5) == 0 ? null : "t" + random.nextInt(9),
                    random.nextInt(5) == 0 ? null : random.nextBoolean(),
                    0.5));
        }
        var frames = List.of(
                Frame.of(Unit.RANGE, Bound.FIRST, Bound.CURRENT),
                Frame.of(Unit.GROUPS, Bound.CURRENT, Bound.LAST),
                new Frame(Unit.RANGE, Bound.FIRST, Bound.LAST, Exclusion.GROUP, null));
        var model = new WindowModel(PART, order, schema.types(), rows);
        var names = new TreeSet<String>();
        for (var function : functions(schema)) {
            for (var frame : frames) {
                var call = new WindowCall.Aggregate(function.function(), function.arguments(), frame, null, null);
                var plan = new Window.Plan(List.of(PART), List.of(order), List.of(call));
                for (var memory : List.of(2_000L, Run.PLENTY)) {
                    var answer = new Run(memory, 20, Run.Disguise.FLAT).of(plan, List.of(schema), List.of(rows));
                    assertThat(answer.stream().map(row -> rounded(row.get(schema.size()))))
                            .as(function + " over " + frame)
                            .isEqualTo(model.answers(call).stream()
                                    .map(WindowTest::rounded)
                                    .toList());
                }
            }
            names.add(function.name());
        }
        assertThat(names).contains("sum", "avg", "count", "min", "max_by", "corr", "array_agg", "map_agg", "median");
        assertThat(names).hasSizeGreaterThan(50);
    }

    private record Resolved(String name, AggregateFunction function, List<Column> arguments) {}

    /** Every aggregate over every list of columns that it takes as they are. */
    private static List<Resolved> functions(Schema schema) {
        var found = new ArrayList<Resolved>();
        var columns = IntStream.range(2, schema.size())
                .mapToObj(index -> new Column(index, schema.type(index)))
                .toList();
        var lists = new ArrayList<List<Column>>(List.of(List.of()));
        columns.forEach(column -> lists.add(List.of(column)));
        columns.forEach(first -> columns.forEach(second -> lists.add(List.of(first, second))));
        for (var definition : Aggregates.all()) {
            for (var arguments : lists) {
                var types = arguments.stream().map(Column::type).toList();
                var signature = definition.resolve(types);
                // shares have to be from 0 to 1, separators the same throughout; a sketch depends on how its rows were
                // put together
                var suits = !definition.name().contains("percentile")
                        || arguments.size() == 2 && arguments.get(1).index() == 6;
                if (signature != null
                        && signature.parameters().equals(types)
                        && suits
                        && !(definition.name().endsWith("agg") && types.equals(List.of(Scalar.VARCHAR, Scalar.VARCHAR)))
                        && !List.of("approx_percentile", "percentile_approx", "mode")
                                .contains(definition.name())) {
                    found.add(new Resolved(definition.name(), definition.bind(signature), arguments));
                }
            }
        }
        return found;
    }

    /** Doubles to the digits that do not depend on the order of adding; bytes as a number. */
    private static @Nullable Object rounded(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new BigInteger(bytes);
        }
        return value instanceof Double number && Double.isFinite(number)
                ? (Object) new BigDecimal(number)
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .add(BigDecimal.ZERO)
                : value;
    }
}
