package io.weir.aggregate;

import static io.weir.aggregate.AggregateModels.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Values;
import io.weir.vector.Vectors;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int128SumTest {
    private static final DataType.Decimal WIDE = new DataType.Decimal(38, 0);
    private static final int ROWS = 500;
    private static final long LIMIT = 1_000_000_000_000_000_000L;

    @Test
    void sumsPassTheRangeOfALongAndComeBack() {
        for (var bias : List.of(0L, LIMIT / 2, -LIMIT / 2)) {
            for (var type : List.of(decimal(18, 0), WIDE)) {
                var random = new Random(11);
                var sum = new Int128Sum(WIDE, WIDE, Int128Sum.Answer.SUM);
                sum.grow(1);
                var expected = BigDecimal.ZERO;
                for (var i = 0; i < ROWS; i++) {
                    var value = BigDecimal.valueOf(random.nextLong(-LIMIT / 2, LIMIT / 2) + bias);
                    sum.update(new int[] {0}, row(type, value));
                    expected = expected.add(value);
                    assertThat(Values.get(sum.results(0, 1), 0)).isEqualTo(expected);
                }
                var merged = new Int128Sum(WIDE, WIDE, Int128Sum.Answer.SUM);
                merged.grow(1);
                merged.merge(new int[] {0}, sum.partials(0, 1));
                merged.merge(new int[] {0}, sum.partials(0, 1));
                assertThat(Values.get(merged.results(0, 1), 0)).isEqualTo(expected.add(expected));
            }
        }
    }

    private static Batch row(DataType type, BigDecimal value) {
        return Batch.of(Vectors.constant(type, value, 1).flat());
    }
}
