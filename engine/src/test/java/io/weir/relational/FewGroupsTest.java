package io.weir.relational;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.aggregate.Aggregates;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few groups are added one by one, many row by row: sums and counts are the same, against a model in big decimals. */
class FewGroupsTest {
    private static final Decimal SHORT = new Decimal(18, 2);
    private static final Decimal LONG = new Decimal(38, 2);
    private static final DataType KEY = DataType.Scalar.BIGINT;
    private static final List<DataType> TYPES = List.of(KEY, SHORT, LONG, LONG, SHORT);
    private static final int ROWS = 700;

    private final Random random = new Random(4);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 300})
    void sumsAndCountsAreExact(int groups) {
        var calls = new ArrayList<AggregateCall>();
        for (var column = 1; column < TYPES.size(); column++) {
            var argument = new Column(column, TYPES.get(column));
            for (var name : List.of("sum", "count", "avg")) {
                calls.add(AggregateCall.of(function(name, argument.type()), argument));
            }
        }
        calls.add(AggregateCall.of(function("count")));
        var table = new AggregateTable(new Aggregation(List.of(new Column(0, KEY)), calls));
        table.grow(groups);
        var model = new ArrayList<List<@Nullable Object>>();
        for (var round = 0; round < 6; round++) {
            var rows = rows(groups, round);
            var kept = round % 2 == 0 ? Selection.all(ROWS) : some();
            IntStream.range(0, kept.count()).forEach(i -> model.add(rows.get(kept.row(i))));
            table.add(batch(rows).select(kept));
        }
        var results = table.results(0, table.count());
        for (var group = 0; group < table.count(); group++) {
            var key = Values.get(results.column(0), group);
            var members = model.stream().filter(row -> row.get(0).equals(key)).toList();
            for (var column = 1; column < TYPES.size(); column++) {
                var at = 1 + 3 * (column - 1);
                var argument = column;
                var values = members.stream()
                        .map(row -> (BigDecimal) row.get(argument))
                        .filter(Objects::nonNull)
                        .toList();
                var sum = values.stream().reduce(BigDecimal::add);
                assertThat(Values.get(results.column(at), group)).as("sum").isEqualTo(sum.orElse(null));
                assertThat(Values.get(results.column(at + 1), group))
                        .as("count")
                        .isEqualTo((long) values.size());
            }
            assertThat(Values.get(results.column(results.width() - 1), group)).isEqualTo((long) members.size());
        }
    }

    private static AggregateFunction function(String name, DataType... types) {
        var definition = Aggregates.find(name).get(0);
        return definition.bind(Objects.requireNonNull(definition.resolve(List.of(types))));
    }

    /** Keys, longs that fill their type, values that mostly fit into longs, values that never do, and some nulls. */
    private List<List<@Nullable Object>> rows(int groups, int round) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var i = 0; i < ROWS; i++) {
            var row = new ArrayList<@Nullable Object>();
            row.add((long) random.nextInt(groups));
            row.add(BigDecimal.valueOf(random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L), 2));
            row.add(BigDecimal.valueOf(random.nextLong(), 2));
            row.add(new BigDecimal(new BigInteger(100, random).subtract(BigInteger.ONE.shiftLeft(99)), 2));
            row.add(round < 3 || random.nextInt(9) > 0 ? BigDecimal.valueOf(random.nextInt(100), 2) : null);
            rows.add(row);
        }
        return rows;
    }

    private static Batch batch(List<List<@Nullable Object>> rows) {
        var columns = new ArrayList<Vector>();
        for (var column = 0; column < TYPES.size(); column++) {
            var builder = VectorBuilder.of(TYPES.get(column), rows.size());
            for (var row : rows) {
                Values.append(builder, row.get(column));
            }
            columns.add(builder.build());
        }
        var wide = (Decimal128Vector) columns.get(2);
        columns.set(2, new Decimal128Vector(LONG, null, wide.low(), null, rows.size()));
        var ids = IntStream.range(0, rows.size()).toArray();
        columns.set(1, new DictionaryVector(new Dictionary(columns.get(1)), ids, null, rows.size()));
        return Batch.of(rows.size(), columns);
    }

    private Selection some() {
        var rows = IntStream.range(0, ROWS).filter(row -> random.nextInt(5) > 0).toArray();
        return Selection.of(rows, rows.length);
    }
}
