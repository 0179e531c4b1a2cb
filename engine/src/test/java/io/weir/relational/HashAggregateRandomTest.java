package io.weir.relational;

import static io.weir.testing.OperatorTester.test;
import static io.weir.testing.OperatorTester.testInTurn;
import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.BOOLEAN;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.INT;
import static io.weir.type.DataType.Scalar.TINYINT;
import static io.weir.type.DataType.Scalar.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.aggregate.Aggregates;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.testing.RandomValues;
import io.weir.testing.RoomyOutput;
import io.weir.testing.TestContext;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The aggregation against a model: keys of all kinds, more groups than memory, both halves, DISTINCT and FILTER. */
class HashAggregateRandomTest {
    private static final int ROWS = 150;

    static Stream<List<DataType>> keyTypes() {
        return Stream.of(
                List.of(BIGINT),
                List.of(DOUBLE),
                List.of(VARCHAR),
                List.of(BOOLEAN, TINYINT),
                List.of(INT, VARCHAR),
                List.of(new DataType.Decimal(30, 3), BOOLEAN, DOUBLE),
                List.of(new DataType.ListOf(INT), VARCHAR),
                List.of());
    }

    private static final List<DataType> ARGUMENTS = List.of(BIGINT, VARCHAR, BOOLEAN);

    private static List<DataType> columns(List<DataType> keys) {
        return Stream.concat(keys.stream(), ARGUMENTS.stream()).toList();
    }

    private static List<Column> keys(List<DataType> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> new Column(i, keys.get(i)))
                .toList();
    }

    private static AggregateFunction function(String name, DataType... types) {
        var definition = Aggregates.find(name).get(0);
        return definition.bind(Objects.requireNonNull(definition.resolve(Arrays.asList(types))));
    }

    private static List<AggregateCall> calls(int keys) {
        var number = new Column(keys, BIGINT);
        var text = new Column(keys + 1, VARCHAR);
        return List.of(
                AggregateCall.of(function("count")),
                AggregateCall.of(function("sum", BIGINT), number),
                AggregateCall.of(function("max", VARCHAR), text),
                new AggregateCall(function("count", VARCHAR), List.of(text), keys + 2),
                AggregateCall.of(function("array_agg", VARCHAR), text));
    }

    /** Over two columns more, which mark the first of each number, and of each text that is filtered. */
    private static List<AggregateCall> distinctCalls(int keys) {
        var number = new Column(keys, BIGINT);
        var text = new Column(keys + 1, VARCHAR);
        return List.of(
                new AggregateCall(function("sum", BIGINT), List.of(number), keys + 3),
                AggregateCall.of(function("count", BIGINT), number),
                new AggregateCall(function("count", VARCHAR), List.of(text), keys + 4));
    }

    private static DistinctMark.Plan mark(List<DataType> columns, int keys, int argument, int filter) {
        var marked = IntStream.concat(IntStream.range(0, keys), IntStream.of(argument));
        return new DistinctMark.Plan(
                marked.boxed().toList(),
                filter,
                new Schema(columns.stream()
                        .map(type -> new Schema.Field("column", type))
                        .toList()));
    }

    private static Map<List<@Nullable Object>, List<List<@Nullable Object>>> grouped(
            List<List<@Nullable Object>> rows, int keys) {
        var groups = new LinkedHashMap<List<@Nullable Object>, List<List<@Nullable Object>>>();
        for (var row : rows) {
            groups.computeIfAbsent(row.subList(0, keys), key -> new ArrayList<>())
                    .add(row.subList(keys, row.size()));
        }
        return groups;
    }

    private static String line(List<@Nullable Object> key, @Nullable Object... answers) {
        return Stream.concat(key.stream(), Arrays.stream(answers))
                .map(Batches::show)
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    private static List<Object> values(List<List<@Nullable Object>> rows, int argument) {
        return rows.stream()
                .map(row -> row.get(argument))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .toList();
    }

    private static @Nullable Long sum(Iterable<Object> numbers) {
        Long sum = null;
        for (var number : numbers) {
            sum = (sum == null ? 0 : sum) + (Long) number;
        }
        return sum;
    }

    private static List<List<@Nullable Object>> filtered(List<List<@Nullable Object>> rows) {
        return rows.stream().filter(row -> Boolean.TRUE.equals(row.get(2))).toList();
    }

    private static String[] expected(List<List<@Nullable Object>> rows, int keys) {
        var lines = new ArrayList<String>();
        grouped(rows, keys).forEach((key, group) -> {
            var texts = new ArrayList<@Nullable Object>();
            group.forEach(row -> texts.add(row.get(1)));
            var greatest = values(group, 1).stream().map(Object::toString).max(String::compareTo);
            lines.add(line(
                    key,
                    (long) group.size(),
                    sum(values(group, 0)),
                    greatest.orElse(null),
                    (long) values(filtered(group), 1).size(),
                    texts));
        });
        return lines.toArray(String[]::new);
    }

    private static String[] expectedDistinct(List<List<@Nullable Object>> rows, int keys) {
        var lines = new ArrayList<String>();
        grouped(rows, keys)
                .forEach((key, group) -> lines.add(line(
                        key,
                        sum(new LinkedHashSet<>(values(group, 0))),
                        (long) values(group, 0).size(),
                        (long) new LinkedHashSet<>(values(filtered(group), 1)).size())));
        return lines.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void oneStepAnswersAsTheModel(List<DataType> types) {
        var rows = new RandomValues(1).rows(columns(types), ROWS);
        var aggregation = new Aggregation(keys(types), calls(types.size()));
        test(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE))
                .input(0, Batches.ofRows(columns(types), rows))
                .expect(expected(rows, types.size()));
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void twoStepsAnswerAsTheModel(List<DataType> types) {
        var rows = new RandomValues(2).rows(columns(types), ROWS);
        var aggregation = new Aggregation(keys(types), calls(types.size()));
        testInTurn(
                        new HashAggregate.Plan(aggregation, Aggregation.Step.PARTIAL),
                        new HashAggregate.Plan(aggregation, Aggregation.Step.FINAL))
                .input(0, Batches.ofRows(columns(types), rows))
                .expect(expected(rows, types.size()));
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void distinctAnswersAsTheModel(List<DataType> types) {
        var rows = new RandomValues(3).rows(columns(types), ROWS);
        var keys = types.size();
        var once = Stream.concat(columns(types).stream(), Stream.of(BOOLEAN)).toList();
        var aggregation = new Aggregation(keys(types), distinctCalls(keys));
        testInTurn(
                        mark(columns(types), keys, keys, AggregateCall.NO_FILTER),
                        mark(once, keys, keys + 1, keys + 2),
                        new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE))
                .input(0, Batches.ofRows(columns(types), rows))
                .expect(expectedDistinct(rows, types.size()));
    }

    /** Counts the rows per key of many keys and checks that each came as often as it was sent. */
    private static OperatorRun run(Aggregation.Step step, TestContext context, int keys, int times) throws Exception {
        var aggregation = new Aggregation(
                List.of(new Column(0, BIGINT)),
                List.of(
                        AggregateCall.of(function("count")),
                        AggregateCall.of(function("min", BIGINT), new Column(0, BIGINT))));
        var collected = new OperatorRun();
        try (var operator = new HashAggregate.Plan(aggregation, step).create(context)) {
            for (var time = 0; time < times; time++) {
                for (var from = 0; from < keys; from += 1000) {
                    var values = new long[1000];
                    for (var i = 0; i < 1000; i++) {
                        values[i] = (from + i) * 7L;
                    }
                    var column = new io.weir.vector.LongVector(BIGINT, values, null, 1000);
                    operator.process(0, Batch.of(column), collected);
                }
            }
            operator.finish(0, collected);
        }
        return collected;
    }

    private static final class OperatorRun extends RoomyOutput {
        private final Map<Long, Long> counts = new LinkedHashMap<>();
        private int rows;

        @Override
        public void emit(Batch batch) {
            for (var row : Batches.rows(batch)) {
                counts.merge((Long) row.get(0), (Long) row.get(1), Long::sum);
                assertThat(row.get(2)).isEqualTo(row.get(0));
                rows++;
            }
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryGoesToDisk() throws Exception {
        try (var context = new TestContext(256 << 10, 512)) {
            var answer = run(Aggregation.Step.SINGLE, context, 20_000, 3);
            assertThat(context.metrics().spilledBytes()).isPositive();
            assertThat(context.memory().peak()).isLessThan(1 << 20);
            assertThat(answer.rows).isEqualTo(20_000);
            assertThat(answer.counts.values()).containsOnly(3L);
        }
    }

    @Test
    void withEnoughMemoryNothingIsSpilled() throws Exception {
        try (var context = TestContext.roomy()) {
            var answer = run(Aggregation.Step.SINGLE, context, 20_000, 3);
            assertThat(context.metrics().spilledBytes()).isZero();
            assertThat(answer.rows).isEqualTo(20_000);
        }
    }

    @Test
    void aPartialStepPassesKeysOnThatHardlyRepeat() throws Exception {
        try (var context = TestContext.roomy()) {
            var answer = run(Aggregation.Step.PARTIAL, context, 200_000, 2);
            assertThat(answer.rows).isGreaterThan(290_000);
            assertThat(answer.counts).hasSize(200_000);
            assertThat(answer.counts.values()).containsOnly(2L);
        }
        try (var context = TestContext.roomy()) {
            assertThat(run(Aggregation.Step.PARTIAL, context, 20_000, 10).rows).isEqualTo(20_000);
        }
    }

    /** "Aa" and "BB" have one hash code, and so one hash. */
    @Test
    void keysWithTheSameHashStayApart() {
        var type = new DataType.ObjectOf<>(String.class);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var key : List.of("Aa", "BB", "Aa", "AaBB", "BBAa", "BB", "AaAa", "Aa")) {
            rows.add(List.of(key, 1));
        }
        var types = List.<DataType>of(type, INT);
        var aggregation = new Aggregation(
                List.of(new Column(0, type), new Column(1, INT)), List.of(AggregateCall.of(function("count"))));
        var answer = test(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE))
                .input(0, Batches.ofRows(types, rows))
                .answer();
        assertThat(Batches.lines(answer.get(0)))
                .containsExactlyInAnyOrder("Aa 1 3", "BB 1 2", "AaBB 1 1", "BBAa 1 1", "AaAa 1 1");
    }
}
