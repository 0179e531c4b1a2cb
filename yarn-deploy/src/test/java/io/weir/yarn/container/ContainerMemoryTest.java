package io.weir.yarn.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContainerMemoryTest {
    @Test
    void allPartsTogetherAreTheContainer() {
        for (var size : new int[] {ContainerMemory.LEAST, 1024, 2048, 65_536}) {
            var memory = ContainerMemory.of(size);
            assertThat(memory.heap() + memory.direct() + memory.overhead()).isEqualTo(size);
            assertThat(memory.heap()).isGreaterThan(size / 4);
        }
    }

    @Test
    void whatLiesOutsideOfTheHeapGrowsWithTheContainer() {
        assertThat(ContainerMemory.of(10_000)).isEqualTo(new ContainerMemory(8000, 1000, 1000));
    }

    @Test
    void aContainerThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> ContainerMemory.of(ContainerMemory.LEAST - 1)).hasMessageContaining("383 MB");
    }
}
