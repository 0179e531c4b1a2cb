package io.weir.aggregate;

import static io.weir.aggregate.AggregateModels.decimal;
import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.BOOLEAN;
import static io.weir.type.DataType.Scalar.DATE;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.INT;
import static io.weir.type.DataType.Scalar.REAL;
import static io.weir.type.DataType.Scalar.SMALLINT;
import static io.weir.type.DataType.Scalar.TINYINT;
import static io.weir.type.DataType.Scalar.VARBINARY;
import static io.weir.type.DataType.Scalar.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.aggregate.AggregateModels.Model;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.testing.RandomValues;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AggregatesTest {
    private static final int GROUPS = 7;
    private static final int ROWS = 400;

    /** An aggregate of some types, perhaps with literals behind them, and what it means. */
    private record Case(String name, List<DataType> types, List<Object> literals, Model model) {
        static Case of(String name, Model model, DataType... types) {
            return new Case(name, List.of(types), List.of(), model);
        }

        Case with(Object literal) {
            return new Case(name, types, List.of(literal), model);
        }

        AggregateFunction bind() {
            var arguments = new ArrayList<>(types);
            literals.forEach(literal -> arguments.add(typeOf(literal)));
            for (var definition : Aggregates.find(name)) {
                var signature = definition.resolve(arguments);
                if (signature != null) {
                    assertThat(signature.parameters())
                            .as("test gives the types asked for")
                            .isEqualTo(arguments);
                    return definition.bind(signature);
                }
            }
            throw new AssertionError("no aggregate " + name + " of " + arguments);
        }

        static DataType typeOf(Object literal) {
            return literal instanceof Double ? DOUBLE : VARCHAR;
        }

        @Override
        public String toString() {
            return name + " of " + types.stream().map(DataType::sql).toList();
        }
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        cases.add(Case.of("count", rows -> (long) rows.size()));
        cases.add(
                Case.of("count", rows -> (long) AggregateModels.present(rows, 0).size(), VARCHAR));
        cases.add(Case.of(
                "count",
                rows -> rows.stream().filter(row -> !row.contains(null)).count(),
                VARCHAR,
                BIGINT,
                BOOLEAN));
        cases.add(Case.of("percentile_disc_desc", AggregateModels.discreteDescending(0.25), INT)
                .with(0.25));
        cases.add(Case.of(
                "count_if",
                rows -> rows.stream()
                        .filter(row -> Boolean.TRUE.equals(row.get(0)))
                        .count(),
                BOOLEAN));
        for (var type : List.of(TINYINT, SMALLINT, INT, BIGINT)) {
            cases.add(Case.of("sum", AggregateModels.fold(Long::sum), type));
            cases.add(Case.of("avg", AggregateModels.averageOfIntegers(), type));
            for (var name : List.of("bit_%", "bit_%_agg", "bitwise_%_agg")) {
                cases.add(Case.of(name.replace("%", "and"), AggregateModels.fold((a, b) -> a & b), type));
                cases.add(Case.of(name.replace("%", "or"), AggregateModels.fold((a, b) -> a | b), type));
                cases.add(Case.of(name.replace("%", "xor"), AggregateModels.fold((a, b) -> a ^ b), type));
            }
        }
        for (var type : List.of(decimal(15, 2), decimal(38, 4))) {
            var scale = ((DataType.Decimal) type).scale();
            cases.add(Case.of("sum", AggregateModels.sumOfDecimals(), type));
            cases.add(Case.of("avg", AggregateModels.averageOfDecimals(scale), type));
        }
        for (var type : List.of(
                BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, REAL, DOUBLE, VARCHAR, VARBINARY, DATE, decimal(30, 3))) {
            cases.add(Case.of("min", AggregateModels.least(), type));
            cases.add(Case.of("max", AggregateModels.greatest(), type));
            cases.add(Case.of("any_value", AggregateModels.ofPresent(values -> values.get(0)), type));
            cases.add(Case.of("first_value", AggregateModels.edge(true), type));
            cases.add(Case.of("last_value", AggregateModels.edge(false), type));
            cases.add(Case.of("array_agg", AggregateModels.values(), type));
            cases.add(Case.of("collect", AggregateModels.ofPresent(values -> values), type));
            cases.add(Case.of("percentile_disc", AggregateModels.discrete(0.3), type)
                    .with(0.3));
        }
        var list = new DataType.ListOf(INT);
        cases.add(Case.of("first_value", AggregateModels.edge(true), list));
        cases.add(Case.of("array_agg", AggregateModels.values(), list));
        cases.add(Case.of("collect_list", AggregateModels.ofPresent(values -> values), list));
        cases.add(Case.of("min_by", AggregateModels.by(AggregateModels.order()), VARCHAR, decimal(10, 1)));
        cases.add(Case.of("max_by", AggregateModels.by(AggregateModels.order().reversed()), list, VARCHAR));
        cases.add(Case.of("approx_distinct", AggregateModels.distinct(), VARCHAR));
        cases.add(Case.of("approx_count_distinct", AggregateModels.distinct(), VARCHAR));
        cases.add(Case.of("map_agg", AggregateModels.map(), VARCHAR, BIGINT));
        cases.add(Case.of("histogram", AggregateModels.ofPresent(AggregateModels::counts), DATE));
        cases.add(Case.of("histogram", AggregateModels.ofPresent(AggregateModels::counts), decimal(20, 0)));
        cases.add(Case.of("listagg", AggregateModels.joined(", "), VARCHAR).with(", "));
        cases.add(Case.of("string_agg", AggregateModels.joined(""), VARCHAR));
        for (var type : List.of(BOOLEAN, INT, DOUBLE, VARCHAR)) {
            cases.add(Case.of("mode", AggregateModels.mode(), type));
        }
        booleans(cases);
        statistics(cases);
        return cases;
    }

    private static void booleans(List<Case> cases) {
        for (var name : List.of("bool_and", "every")) {
            cases.add(Case.of(name, AggregateModels.ofPresent(values -> !values.contains(false)), BOOLEAN));
        }
        for (var name : List.of("bool_or", "some")) {
            cases.add(Case.of(name, AggregateModels.ofPresent(values -> values.contains(true)), BOOLEAN));
        }
    }

    private static void statistics(List<Case> cases) {
        for (var type : List.of(REAL, DOUBLE)) {
            cases.add(Case.of("sum", AggregateModels.ofPresent(values -> total(values)), type));
            cases.add(Case.of("avg", AggregateModels.ofPresent(values -> total(values) / values.size()), type));
            cases.add(Case.of("approx_percentile", AggregateModels.discrete(0.9), type)
                    .with(0.9));
        }
        cases.add(Case.of("percentile_approx", AggregateModels.discrete(0.5), BIGINT)
                .with(0.5));
        cases.add(Case.of("approx_percentile", AggregateModels.discrete(0.25), BIGINT)
                .with(0.25));
        cases.add(Case.of("stddev", AggregateModels.deviation(1), DOUBLE));
        cases.add(Case.of("std", AggregateModels.deviation(1), DOUBLE));
        cases.add(Case.of("stddev_samp", AggregateModels.deviation(1), DOUBLE));
        cases.add(Case.of("stddev_pop", AggregateModels.deviation(0), DOUBLE));
        cases.add(Case.of("variance", AggregateModels.variance(1), DOUBLE));
        cases.add(Case.of("var_samp", AggregateModels.variance(1), DOUBLE));
        cases.add(Case.of("var_pop", AggregateModels.variance(0), DOUBLE));
        cases.add(Case.of("skewness", AggregateModels.skewness(), DOUBLE));
        cases.add(Case.of("kurtosis", AggregateModels.kurtosis(), DOUBLE));
        cases.add(Case.of("median", AggregateModels.interpolated(0.5), DOUBLE));
        cases.add(
                Case.of("percentile", AggregateModels.interpolated(0.2), DOUBLE).with(0.2));
        cases.add(Case.of("percentile_cont_desc", AggregateModels.interpolated(0.75), DOUBLE)
                .with(0.25));
        cases.add(Case.of("percentile_cont", AggregateModels.interpolated(1), DOUBLE)
                .with(1.0));
        pair(cases, "covar_pop", (n, xx, yy, xy, x, y) -> xy / n);
        pair(cases, "covar_samp", (n, xx, yy, xy, x, y) -> xy / (n - 1));
        pair(cases, "corr", (n, xx, yy, xy, x, y) -> xy / Math.sqrt(xx * yy));
        pair(cases, "regr_slope", (n, xx, yy, xy, x, y) -> xy / xx);
        pair(cases, "regr_intercept", (n, xx, yy, xy, x, y) -> y - xy / xx * x);
        pair(cases, "regr_r2", (n, xx, yy, xy, x, y) -> xy * xy / (xx * yy));
        pair(cases, "regr_avgx", (n, xx, yy, xy, x, y) -> x);
        pair(cases, "regr_avgy", (n, xx, yy, xy, x, y) -> y);
        pair(cases, "regr_sxx", (n, xx, yy, xy, x, y) -> xx);
        pair(cases, "regr_syy", (n, xx, yy, xy, x, y) -> yy);
        pair(cases, "regr_sxy", (n, xx, yy, xy, x, y) -> xy);
    }

    private static void pair(List<Case> cases, String name, AggregateModels.PairModel model) {
        cases.add(Case.of(name, AggregateModels.ofPairs(model), DOUBLE, DOUBLE));
    }

    private static double total(List<Object> values) {
        return values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
    }

    /** The last group gets no rows, the one before it a single row. */
    private static int[] groups(RandomValues random) {
        var groups = new int[ROWS];
        for (var i = 0; i < ROWS; i++) {
            groups[i] = i == 0 ? GROUPS - 2 : random.number(GROUPS - 2);
        }
        return groups;
    }

    @TestFactory
    List<DynamicTest> everyAggregateMeansWhatItsModelSays() {
        return cases().stream()
                .map(test -> DynamicTest.dynamicTest(test.toString(), () -> {
                    var random = new RandomValues(17);
                    var rows = random.rows(test.types(), ROWS);
                    check(test, rows, groups(random));
                }))
                .toList();
    }

    private static void check(Case test, List<List<@Nullable Object>> rows, int[] groups) {
        var function = test.bind();
        var direct = function.create();
        direct.grow(GROUPS);
        update(direct, test, rows, groups, 0, ROWS);
        assertAnswers(test, direct, rows, groups, "direct");

        var merged = function.create();
        merged.grow(GROUPS);
        for (var from = 0; from < ROWS; from += ROWS / 4) {
            var part = function.create();
            part.grow(GROUPS);
            update(part, test, rows, groups, from, from + ROWS / 4);
            var partials = part.partials(0, GROUPS);
            assertThat(partials.columns().stream().map(Vector::type).toList())
                    .isEqualTo(function.partials().types());
            merge(merged, partials);
        }
        assertAnswers(test, merged, rows, groups, "merged");
        assertThat(direct.bytes()).isPositive();
    }

    /** In two calls, the second with dead rows between the living. */
    private static void update(
            Accumulator accumulator, Case test, List<List<@Nullable Object>> rows, int[] groups, int from, int to) {
        var middle = (from + to) / 2;
        accumulator.update(
                java.util.Arrays.copyOfRange(groups, from, middle), arguments(test, rows.subList(from, middle)));
        var doubled = new ArrayList<List<@Nullable Object>>();
        var alive = new int[to - middle];
        for (var i = middle; i < to; i++) {
            doubled.add(rows.get(from));
            alive[i - middle] = doubled.size();
            doubled.add(rows.get(i));
        }
        var selected = arguments(test, doubled).select(Selection.of(alive, alive.length));
        accumulator.update(java.util.Arrays.copyOfRange(groups, middle, to), selected);
    }

    private static Batch arguments(Case test, List<List<@Nullable Object>> rows) {
        var columns = new ArrayList<>(Batches.ofRows(test.types(), rows).columns());
        for (var literal : test.literals()) {
            columns.add(Vectors.constant(Case.typeOf(literal), literal, rows.size()));
        }
        return Batch.of(rows.size(), columns);
    }

    private static void merge(Accumulator accumulator, Batch partials) {
        var groups = new int[GROUPS];
        for (var i = 0; i < GROUPS; i++) {
            groups[i] = i;
        }
        accumulator.merge(groups, partials);
    }

    private static void assertAnswers(
            Case test, Accumulator accumulator, List<List<@Nullable Object>> rows, int[] groups, String how) {
        for (var from = 0; from < GROUPS; from += 2) {
            var to = Math.min(GROUPS, from + 2);
            var results = accumulator.results(from, to);
            assertThat(results.type()).isEqualTo(test.bind().type());
            for (var group = from; group < to; group++) {
                var own = new ArrayList<List<@Nullable Object>>();
                for (var i = 0; i < ROWS; i++) {
                    if (groups[i] == group) {
                        own.add(rows.get(i));
                    }
                }
                assertSame(
                        Values.get(results, group - from),
                        test.model().of(own),
                        test + ", " + how + ", group " + group);
            }
        }
    }

    private static void assertSame(@Nullable Object actual, @Nullable Object expected, String what) {
        if (expected instanceof Number number && (actual instanceof Double || actual instanceof Float)) {
            var close = Math.max(Math.abs(number.doubleValue()), 1) * (actual instanceof Float ? 1e-6 : 1e-9);
            assertThat(((Number) actual).doubleValue()).as(what).isCloseTo(number.doubleValue(), within(close));
        } else {
            assertThat(Objects.toString(show(actual))).as(what).isEqualTo(Objects.toString(show(expected)));
            assertThat(actual == null).as(what).isEqualTo(expected == null);
        }
    }

    /** Maps without regard to order, arrays of bytes by their bytes. */
    private static @Nullable Object show(@Nullable Object value) {
        if (value instanceof java.util.Map<?, ?> map) {
            var entries = new TreeSet<String>(Comparator.naturalOrder());
            map.forEach((key, count) -> entries.add(key + "=" + count));
            return entries;
        } else if (value instanceof byte[] bytes) {
            return java.util.Arrays.toString(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(AggregatesTest::show).toList();
        }
        return value;
    }

    @Test
    void everyAggregateIsTested() {
        var tested = new TreeSet<>(cases().stream().map(Case::name).toList());
        tested.addAll(List.of("checksum", "geometric_mean", "arbitrary", "first", "last", "regr_count"));
        assertThat(Aggregates.all().stream().map(AggregateDefinition::name).toList())
                .isSubsetOf(tested);
    }

    @Test
    void checksumDependsOnTheRowsButNotOnTheirOrder() {
        var rows = new RandomValues(3).rows(List.of(VARCHAR), 50);
        var turned = new ArrayList<>(rows);
        Collections.reverse(turned);
        assertThat((byte[]) one("checksum", rows, VARCHAR)).isEqualTo(one("checksum", turned, VARCHAR));
        assertThat((byte[]) one("checksum", rows, VARCHAR)).isNotEqualTo(one("checksum", rows.subList(1, 50), VARCHAR));
    }

    @Test
    void theGeometricMeanIsTheRootOfTheProduct() {
        var rows = List.of(List.of(2.0), List.of(8.0), List.of(4.0));
        assertThat((Double) one("geometric_mean", rows, DOUBLE)).isCloseTo(4.0, within(1e-12));
    }

    @Test
    void approximationsAreClose() {
        var rows = new ArrayList<List<Object>>();
        for (var i = 0; i < 100_000; i++) {
            rows.add(List.of((long) (i % 50_000)));
        }
        Collections.shuffle(rows, new java.util.Random(5));
        assertThat((Long) one("approx_distinct", rows, BIGINT)).isBetween(46_500L, 53_500L);
        for (var share : List.of(0.01, 0.5, 0.999)) {
            var pairs = rows.stream()
                    .map(row -> List.of(row.get(0), (Object) share))
                    .toList();
            assertThat((Long) one("approx_percentile", pairs, BIGINT, DOUBLE))
                    .isCloseTo(Math.round(share * 50_000), within(500L));
        }
    }

    @Test
    void sumsThatDoNotFitAreErrors() {
        var rows = List.of(List.of(Long.MAX_VALUE), List.of(1L));
        assertThatThrownBy(() -> one("sum", rows, BIGINT))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NUMERIC_OVERFLOW));
        var nines = new java.math.BigDecimal("9".repeat(38));
        assertThatThrownBy(() -> one("sum", List.of(List.of(nines), List.of(nines)), decimal(38, 0)))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NUMERIC_OVERFLOW));
    }

    @Test
    void notANumberIsTheGreatest() {
        var rows = List.of(List.of(Double.NaN), List.of(1.0), List.of(Double.NaN), List.of(2.0));
        assertThat(one("min", rows, DOUBLE)).isEqualTo(1.0);
        assertThat(one("min", rows.subList(0, 1), DOUBLE)).isEqualTo(Double.NaN);
        assertThat(one("max", rows, DOUBLE)).isEqualTo(Double.NaN);
        assertThat(one("max", rows.subList(1, 2), DOUBLE)).isEqualTo(1.0);
    }

    static @Nullable Object one(String name, List<? extends List<?>> rows, DataType... types) {
        var definition = Aggregates.find(name).get(0);
        var signature = Objects.requireNonNull(definition.resolve(List.of(types)));
        var accumulator = definition.bind(signature).create();
        accumulator.grow(1);
        accumulator.update(new int[rows.size()], Batches.ofRows(List.of(types), rows));
        return Values.get(accumulator.results(0, 1), 0);
    }
}
