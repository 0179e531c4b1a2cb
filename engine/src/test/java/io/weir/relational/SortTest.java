package io.weir.relational;

import static io.weir.relational.Run.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortTest {
    private static final Schema SCHEMA = Schema.of(
            new Schema.Field("small", Scalar.INT),
            new Schema.Field("big", Scalar.BIGINT),
            new Schema.Field("text", Scalar.VARCHAR),
            new Schema.Field("double", Scalar.DOUBLE),
            new Schema.Field("decimal", new DataType.Decimal(38, 2)),
            new Schema.Field("flag", Scalar.BOOLEAN),
            new Schema.Field("list", new DataType.ListOf(Scalar.INT)));

    private static List<List<Object>> rows(Random random, int count) {
        var rows = new ArrayList<List<Object>>();
        var nulls = random.nextBoolean() ? 0 : 0.2;
        var wide = random.nextBoolean();
        for (var i = 0; i < count; i++) {
            var values = row(
                    random.nextInt(7) - 3,
                    wide ? random.nextLong() : Long.MIN_VALUE + random.nextInt(100),
                    "x\u00e9".repeat(random.nextInt(wide ? 90 : 3)) + (char) ('a' + random.nextInt(3)),
                    random.nextInt(6) == 0 ? Double.NaN : random.nextGaussian(),
                    new BigDecimal((wide ? "-1234567890123456789012345" : "") + random.nextInt(50) + ".25"),
                    random.nextBoolean(),
                    random.ints(random.nextInt(3), 0, 2).boxed().toList());
            values.replaceAll(value -> random.nextDouble() < nulls ? null : value);
            rows.add(values);
        }
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(Object left, Object right) {
        if (left instanceof List<?> a) {
            var b = (List<?>) right;
            for (var i = 0; i < Math.min(a.size(), b.size()); i++) {
                var order = ((Integer) a.get(i)).compareTo((Integer) b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return a.size() - b.size();
        }
        return ((Comparable<Object>) left).compareTo(right);
    }

    private static Comparator<List<Object>> comparator(List<SortColumn> columns) {
        Comparator<List<Object>> all = Comparator.comparing(row -> 0);
        for (var column : columns) {
            Comparator<Object> values = SortTest::compareValues;
            var ordered = column.ascending() ? values : values.reversed();
            var nullable = column.nullsFirst() ? Comparator.nullsFirst(ordered) : Comparator.nullsLast(ordered);
            all = all.thenComparing(row -> row.get(column.column()), nullable);
        }
        return all;
    }

    private static List<SortColumn> columns(Random random) {
        var columns = new ArrayList<SortColumn>();
        for (var i = 0; i <= random.nextInt(3); i++) {
            columns.add(new SortColumn(random.nextInt(SCHEMA.size()), random.nextBoolean(), random.nextBoolean()));
        }
        return columns;
    }

    private Run run(Random random, long memory) {
        return new Run(
                memory,
                List.of(1, 7, 100, 1000).get(random.nextInt(4)),
                List.of(Run.Disguise.values()).get(random.nextInt(3)));
    }

    private void checkSort(Random random, long memory) throws Exception {
        var columns = columns(random);
        var rows = rows(random, List.of(0, 1, 40, 300, 3000).get(random.nextInt(5)));
        var answer = run(random, memory).of(new Sort.Plan(columns, SCHEMA), List.of(SCHEMA), List.of(rows));
        var expected = new ArrayList<>(rows);
        expected.sort(comparator(columns));
        assertEquals(project(expected, columns), project(answer, columns), columns::toString);
        assertEquals(JoinModel.sorted(rows), JoinModel.sorted(answer));
    }

    private static String project(List<List<Object>> rows, List<SortColumn> columns) {
        var text = new StringBuilder();
        for (var row : rows) {
            columns.forEach(column -> text.append(row.get(column.column())).append(' '));
            text.append('\n');
        }
        return text.toString();
    }

    private void checkTopN(Random random, long memory) throws Exception {
        var columns = columns(random);
        var rows = rows(random, random.nextInt(3000));
        var limit = random.nextInt(10) == 0 ? 2_000_000 : random.nextInt(50);
        var offset = random.nextInt(2) * random.nextInt(1000);
        var plan = new TopN.Plan(columns, limit, offset, SCHEMA);
        var answer = run(random, memory).of(plan, List.of(SCHEMA), List.of(rows));
        var expected = new ArrayList<>(rows);
        expected.sort(comparator(columns));
        var cut = expected.subList(Math.min(offset, rows.size()), Math.min(offset + limit, rows.size()));
        assertEquals(project(cut, columns), project(answer, columns), plan::name);
    }

    @Test
    void ordersAsAComparatorDoes() throws Exception {
        for (var seed = 0; seed < 300; seed++) {
            checkSort(new Random(seed), Run.PLENTY);
        }
    }

    @Test
    void keepsTheFirstRows() throws Exception {
        for (var seed = 0; seed < 150; seed++) {
            checkTopN(new Random(seed), Run.PLENTY);
        }
    }

    @Test
    void theFirstOfManyRowsAreKeptWhileTheOthersAreDropped() throws Exception {
        var schema = Schema.of(new Schema.Field("n", Scalar.BIGINT));
        var rows = new ArrayList<List<Object>>();
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++) {
            rows.add(row((long) random.nextInt(1000)));
        }
        var run = new Run(1 << 20, 500, Run.Disguise.FLAT);
        var plan = new TopN.Plan(List.of(new SortColumn(0, false, false)), 3, 1, schema);
        assertEquals(
                "[[999], [999], [999]]",
                run.of(plan, List.of(schema), List.of(rows)).toString());
    }

    @Test
    void mergesRunsFromDisk() throws Exception {
        for (var seed = 0; seed < 60; seed++) {
            checkSort(new Random(seed), 20_000);
            checkTopN(new Random(seed), 5_000);
        }
    }
}
