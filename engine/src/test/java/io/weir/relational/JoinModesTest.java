package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.flow.Batch;
import io.weir.testing.Batches;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every kind of join in every mode of operation, small enough to check by eye. */
class JoinModesTest {
    private static final String ORDERS = """
            id:bigint  city:varchar
            1          Bern
            2          Zug
            3          -
            4          Chur
            5          Bern
            """;
    private static final String CITIES = """
            city:varchar  people:bigint
            Bern          3
            Genf          4
            Zug           1
            Bern          5
            """;
    private static final Batch PROBE = Batches.of(ORDERS);
    private static final Batch BUILD = Batches.of(CITIES);
    private static final JoinInputs INPUTS = new JoinInputs(Batches.schema(ORDERS), Batches.schema(CITIES));

    private static void join(JoinKind kind, Batch build, String... rows) {
        var keys = JoinKeys.of(List.of(1), List.of(0));
        var side = kind.keepsBuildRows() ? BuildSide.PARTITIONED : BuildSide.shared("cities");
        test(new HashJoin.Plan(kind, keys, Optional.empty(), INPUTS, side, List.of()))
                .input(0, PROBE)
                .input(1, build)
                .expect(rows);
    }

    private static void compare(JoinKind kind, String... rows) {
        // people of a city fewer than the number of the order, or as many
        test(new NestedLoopJoin.Plan(kind, Optional.of(new LessThan(3, 0, true)), INPUTS))
                .input(0, PROBE)
                .input(1, BUILD)
                .expect(rows);
    }

    @Test
    void inner() {
        join(JoinKind.INNER, BUILD, "1 Bern Bern 3", "1 Bern Bern 5", "2 Zug Zug 1", "5 Bern Bern 3", "5 Bern Bern 5");
    }

    @Test
    void full() {
        join(
                JoinKind.FULL,
                BUILD,
                "1 Bern Bern 3",
                "1 Bern Bern 5",
                "2 Zug Zug 1",
                "3 - - -",
                "4 Chur - -",
                "5 Bern Bern 3",
                "5 Bern Bern 5",
                "- - Genf 4");
    }

    @Test
    void rowsWithAndWithoutPartner() {
        join(JoinKind.SEMI, BUILD, "1 Bern", "2 Zug", "5 Bern");
        join(JoinKind.ANTI, BUILD, "3 -", "4 Chur");
        join(JoinKind.ANTI_NULL_AWARE, BUILD, "4 Chur");
        join(JoinKind.MARK, BUILD, "1 Bern true", "2 Zug true", "3 - -", "4 Chur false", "5 Bern true");
    }

    @Test
    void aNullAmongTheKeysMayBeAnyKey() {
        var withNull = Batches.of(CITIES + "- 7\n");
        join(JoinKind.ANTI_NULL_AWARE, withNull);
        join(JoinKind.MARK, withNull, "1 Bern true", "2 Zug true", "3 - -", "4 Chur -", "5 Bern true");
    }

    @Test
    void nothingIsInNothing() {
        var none = Batches.of("city:varchar  people:bigint");
        join(JoinKind.ANTI_NULL_AWARE, none, "1 Bern", "2 Zug", "3 -", "4 Chur", "5 Bern");
        join(JoinKind.INNER, none);
    }

    @Test
    void anyConditionJoins() {
        compare(JoinKind.SEMI, "1 Bern", "2 Zug", "3 -", "4 Chur", "5 Bern");
        compare(
                JoinKind.INNER,
                "1 Bern Zug 1",
                "2 Zug Zug 1",
                "3 - Zug 1",
                "3 - Bern 3",
                "4 Chur Zug 1",
                "4 Chur Bern 3",
                "4 Chur Genf 4",
                "5 Bern Zug 1",
                "5 Bern Bern 3",
                "5 Bern Genf 4",
                "5 Bern Bern 5");
    }
}
