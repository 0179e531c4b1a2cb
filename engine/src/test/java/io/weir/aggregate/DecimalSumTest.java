package io.weir.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.type.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of decimals that need more than a long on their way. */
class DecimalSumTest {
    @Test
    void sumsOfDecimalsPassTheRangeOfALongAndComeBack() {
        var random = new Random(11);
        var limit = 1_000_000_000_000_000_000L;
        for (var bias : List.of(0L, limit / 2, -limit / 2)) {
            var rows = new ArrayList<List<Object>>();
            var sum = BigDecimal.ZERO;
            for (var i = 0; i < 500; i++) {
                var value = BigDecimal.valueOf(random.nextLong(-limit / 2, limit / 2) + bias);
                rows.add(List.of(value));
                sum = sum.add(value);
            }
            assertThat(AggregatesTest.one("sum", rows, new DataType.Decimal(18, 0)))
                    .isEqualTo(sum);
            assertThat(AggregatesTest.one("sum", rows, new DataType.Decimal(38, 0)))
                    .isEqualTo(sum);
        }
    }
}
