package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {
    private final DistinctValues values = new DistinctValues();

    @Test
    void nothingIsKnownOfNoParts() {
        assertThat(values.count()).isEqualTo(-1);
    }

    @Test
    void partsOfOneRangeHaveTheSameValues() {
        values.add(1, 100, 40);
        values.add(1, 100, 50);
        assertThat(values.count()).isEqualTo(50);
    }

    @Test
    void partsOfDifferentRangesHaveDifferentOnes() {
        values.add(200L, 300L, 50);
        values.add(1L, 100L, 40);
        assertThat(values.count()).isEqualTo(90);
    }

    /** As rows that are sorted by a key: the last value of a part may be the first of the next. */
    @Test
    void partsThatTouchHaveDifferentOnes() {
        values.add(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 31), 31);
        values.add(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 10), 11);
        assertThat(values.count()).isEqualTo(42);
    }

    @Test
    void ofAPartThatOverlapsCountsWhatLiesOutside() {
        values.add(0, 100, 100);
        values.add(50, 150, 100);
        values.add(60, 70, 11);
        assertThat(values.count()).isEqualTo(150);
    }

    @Test
    void withoutRangesThePartThatHasMostCounts() {
        values.add("a", "b", 40);
        values.add("c", "d", 50);
        values.add(null, null, 7);
        assertThat(values.hasRanges()).isFalse();
        assertThat(values.count()).isEqualTo(50);
    }
}
