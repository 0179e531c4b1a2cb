package io.weir.relational;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.vector.Selection;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    private static final int ROWS = 500;

    @Test
    void bothKindsFindWhatAMapFinds() {
        for (var keep : RowIndex.Keep.values()) {
            for (var base : new long[] {0, -200, Long.MIN_VALUE, Long.MAX_VALUE - 400}) {
                check(new HashIndex(ROWS), base, keep);
                check(new DenseIndex(base, 400), base, keep);
            }
        }
    }

    private static void check(RowIndex index, long base, RowIndex.Keep keep) {
        var random = new Random(base);
        var model = new HashMap<Long, Integer>();
        var codes = new long[ROWS];
        var before = new int[ROWS];
        for (var row = 0; row < ROWS; row++) {
            codes[row] = base + random.nextInt(400);
            before[row] = model.getOrDefault(codes[row], -1);
            if (keep == RowIndex.Keep.LAST) {
                model.put(codes[row], row);
            } else {
                model.putIfAbsent(codes[row], row);
            }
        }
        var earlier = new int[ROWS];
        index.put(codes, Selection.all(ROWS), keep, earlier);
        assertThat(earlier).isEqualTo(before);

        var asked = new long[2000];
        for (var i = 0; i < asked.length; i++) {
            asked[i] = base - 800 + i;
        }
        asked[0] = Long.MIN_VALUE;
        asked[1] = Long.MAX_VALUE;
        var found = new int[asked.length];
        index.find(asked, found);
        for (var i = 0; i < asked.length; i++) {
            assertThat(found[i]).as("code " + asked[i]).isEqualTo(model.getOrDefault(asked[i], -1));
        }
    }

    @Test
    void aRangeThatOverflowsOrIsWideIsNotDense() {
        assertThat(DenseIndex.fits(Long.MIN_VALUE, Long.MAX_VALUE, 10)).isFalse();
        assertThat(DenseIndex.fits(0, Long.MAX_VALUE, 10)).isFalse();
        assertThat(DenseIndex.fits(0, 1_000_000, 10)).isFalse();
        assertThat(DenseIndex.fits(-5, 5, 10)).isTrue();
    }
}
