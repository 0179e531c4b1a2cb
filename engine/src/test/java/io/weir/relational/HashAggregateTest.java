package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.aggregate.Aggregates;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashAggregateTest {
    private static final String ORDERS = """
            city:varchar  year:int  amount:decimal(10,2)  weight:double  big:boolean
            Bern          2020      10.00                 1              true
            Rome          2020      2.50                  -              false
            Bern          2021      1.25                  2              true
            -             2020      7.00                  4              -
            Rome          2020      -                     5              true
            Bern          2020      10.00                 6              false
            -             -         1.00                  7              true
            """;
    private static final Batch ROWS = Batches.of(ORDERS);
    private static final Schema SCHEMA = Batches.schema(ORDERS);

    private static Column column(String name) {
        var index = SCHEMA.indexOf(name);
        return new Column(index, SCHEMA.type(index));
    }

    private static AggregateCall call(String name, Column... arguments) {
        return AggregateCall.of(function(name, arguments), arguments);
    }

    private static AggregateFunction function(String name, Column... arguments) {
        var types = Arrays.stream(arguments).map(Column::type).toList();
        var definition = Aggregates.find(name).get(0);
        return definition.bind(definition.resolve(types));
    }

    private static HashAggregate.Plan single(List<Column> keys, AggregateCall... calls) {
        return new HashAggregate.Plan(new Aggregation(keys, List.of(calls)), Aggregation.Step.SINGLE);
    }

    @Test
    void aggregatesByOneKey() {
        test(single(
                        List.of(column("city")),
                        call("count"),
                        call("count", column("amount")),
                        call("sum", column("amount")),
                        call("avg", column("amount")),
                        call("min", column("weight")),
                        call("max", column("year"))))
                .input(0, ROWS)
                .expect("Bern 3 3 21.25 7.08 1 2021", "Rome 2 1 2.50 2.50 5 2020", "- 2 2 8.00 4.00 4 2020");
    }

    @Test
    void aggregatesBySeveralKeys() {
        test(single(List.of(column("city"), column("year"), column("big")), call("sum", column("weight"))))
                .input(0, ROWS)
                .expect(
                        "Bern 2020 true 1",
                        "Bern 2020 false 6",
                        "Bern 2021 true 2",
                        "Rome 2020 false -",
                        "Rome 2020 true 5",
                        "- 2020 - 4",
                        "- - true 7");
    }

    @Test
    void aFixedWidthKeyMayBeNull() {
        test(single(List.of(column("year")), call("count"), call("min", column("city"))))
                .input(0, ROWS)
                .expect("2020 5 Bern", "2021 1 Bern", "- 1 -");
    }

    @Test
    void withoutCallsItAnswersTheDistinctKeys() {
        test(single(List.of(column("big")))).input(0, ROWS).expect("true", "false", "-");
    }

    @Test
    void withoutKeysItAnswersOneRow() {
        test(single(List.of(), call("count"), call("sum", column("amount")), call("max", column("city"))))
                .input(0, ROWS)
                .expect("7 31.75 Rome");
        test(single(List.of(), call("count"), call("sum", column("amount"))))
                .input(0)
                .expect("0 -");
        test(single(List.of(column("city")), call("count"))).input(0).expect();
    }

    @Test
    void aFilterSaysWhichRowsCount() {
        var filtered = new AggregateCall(function("count"), List.of(), SCHEMA.indexOf("big"));
        test(single(List.of(column("city")), filtered, call("count")))
                .input(0, ROWS)
                .expect("Bern 2 3", "Rome 1 2", "- 1 2");
    }

    @Test
    void twoHalvesAnswerAsOne() {
        var aggregation = new Aggregation(
                List.of(column("city")),
                List.of(
                        call("count"),
                        call("sum", column("amount")),
                        call("avg", column("amount")),
                        call("avg", column("weight")),
                        call("avg", column("year")),
                        call("sum", column("year")),
                        call("max", column("city"))));
        var first = test(new HashAggregate.Plan(aggregation, Aggregation.Step.PARTIAL))
                .input(0, ROWS.slice(0, 4))
                .answer();
        var second = test(new HashAggregate.Plan(aggregation, Aggregation.Step.PARTIAL))
                .input(0, ROWS.slice(4, 3))
                .answer();
        test(new HashAggregate.Plan(aggregation, Aggregation.Step.FINAL))
                .input(0, first.toArray(Batch[]::new))
                .input(0, second.toArray(Batch[]::new))
                .expect(
                        "Bern 3 21.25 7.08 3 2020.3333333333333 6061 Bern",
                        "Rome 2 2.50 2.50 5 2020 4040 Rome",
                        "- 2 8.00 4.00 5.5 2020 2020 -");
    }

    @Test
    void nestedAndFloatingKeysCompareByValue() {
        var rows = Batches.of("""
                tags:array(varchar)  number:double  long:decimal(30,1)
                [a,b]                0.0            12345678901234567890123.5
                [a,b]                -0.0           12345678901234567890123.5
                [a]                  NaN            1.0
                [a]                  NaN            1.0
                []                   NaN            1.0
                """);
        test(single(
                        List.of(
                                new Column(0, new DataType.ListOf(Scalar.VARCHAR)),
                                new Column(1, Scalar.DOUBLE),
                                new Column(2, new DataType.Decimal(30, 1))),
                        call("count")))
                .input(0, rows)
                .expect("[a,b] 0 12345678901234567890123.5 2", "[a] NaN 1.0 2", "[] NaN 1.0 1");
    }
}
