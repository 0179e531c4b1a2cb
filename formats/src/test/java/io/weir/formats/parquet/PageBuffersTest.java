package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageBuffersTest {
    private final PageBuffers buffers = new PageBuffers();

    @Test
    void anArrayGivenBackIsTakenAgainByWhomItFits() {
        var bytes = buffers.take(1 << 20);
        buffers.giveBack(bytes);
        assertThat(buffers.take((1 << 20) + 1)).isNotSameAs(bytes).hasSizeGreaterThan(1 << 20);
        assertThat(buffers.take(1 << 17)).as("much less").isNotSameAs(bytes);
        assertThat(buffers.take(1 << 19)).isSameAs(bytes);
        assertThat(buffers.take(1 << 19)).as("it is in use").isNotSameAs(bytes);
    }

    @Test
    void smallArraysAreNotKept() {
        var bytes = buffers.take(1000);
        buffers.giveBack(bytes);
        assertThat(buffers.take(1000)).isNotSameAs(bytes);
    }
}
