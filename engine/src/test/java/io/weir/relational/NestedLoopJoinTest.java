package io.weir.relational;

import static io.weir.relational.Run.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.expression.Expression;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NestedLoopJoinTest {
    private static final Schema SCHEMA =
            Schema.of(new Schema.Field("n", Scalar.BIGINT), new Schema.Field("t", Scalar.VARCHAR));

    private static List<List<Object>> rows(Random random, String name) {
        var rows = new ArrayList<List<Object>>();
        var count = random.nextInt(5) == 0 ? 0 : random.nextInt(40);
        for (var i = 0; i < count; i++) {
            rows.add(row(random.nextInt(8) == 0 ? null : (long) random.nextInt(60), name + i));
        }
        return rows;
    }

    private void check(Random random, JoinKind kind, long memory) throws Exception {
        var probe = rows(random, "probe ");
        var build = rows(random, "build ");
        var condition = random.nextInt(4) == 0 ? null : new LessThan(0, 2, true);
        var plan = new NestedLoopJoin.Plan(
                kind, Optional.<Expression>ofNullable(condition), new JoinInputs(SCHEMA, SCHEMA));
        var run = new Run(
                memory,
                List.of(1, 3, 50).get(random.nextInt(3)),
                List.of(Run.Disguise.values()).get(random.nextInt(3)));
        var answer = run.of(plan, List.of(SCHEMA, SCHEMA), List.of(probe, build));
        var expected = JoinModel.join(
                kind,
                probe,
                build,
                new int[] {2, 2},
                (left, right) -> condition == null ? Boolean.TRUE : condition.compare(left.get(0), right.get(0)));
        assertEquals(JoinModel.sorted(expected), JoinModel.sorted(answer), () -> plan.name() + probe + build);
    }

    @ParameterizedTest
    @EnumSource
    void joinsAsTwoLoopsDo(JoinKind kind) throws Exception {
        for (var seed = 0; seed < 200; seed++) {
            check(new Random(seed), kind, Run.PLENTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsFromDiskWhatDoesNotFit(JoinKind kind) throws Exception {
        for (var seed = 0; seed < 60; seed++) {
            check(new Random(seed), kind, 100);
        }
    }
}
