package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageBuffersTest {
    private final PageBuffers buffers = new PageBuffers(8 << 20);

    @Test
    void anArrayGivenBackIsTakenAgainByWhomItFits() {
        var bytes = buffers.take(1 << 20);
        buffers.giveBack(bytes);
        assertThat(buffers.take((1 << 20) + 1))
                .as("a little more")
                .isNotSameAs(bytes)
                .hasSizeGreaterThan(1 << 20);
        assertThat(buffers.take(1 << 17)).as("much less").isNotSameAs(bytes);
        assertThat(buffers.take(1 << 19)).isSameAs(bytes);
        assertThat(buffers.take(1 << 19)).as("it is in use").isNotSameAs(bytes);
    }

    @Test
    void whatWasGivenBackFirstMakesRoom() {
        var first = buffers.take(1 << 20);
        var second = buffers.take(7 << 20);
        buffers.giveBack(first);
        buffers.giveBack(second);
        assertThat(buffers.take(1 << 19)).as("both fit").isSameAs(first);
        buffers.giveBack(first);
        buffers.giveBack(buffers.take(5 << 18));
        assertThat(buffers.take(7 << 20)).as("made room").isNotSameAs(second);
        assertThat(List.of(buffers.take(1 << 20), buffers.take(1 << 20))).contains(first);
        buffers.giveBack(new byte[9 << 20]);
        assertThat(buffers.take(9 << 20)).as("never kept").isNotSameAs(second);
    }

    @Test
    void smallArraysAreNotKept() {
        var bytes = buffers.take(1000);
        buffers.giveBack(bytes);
        assertThat(buffers.take(1000)).isNotSameAs(bytes);
    }
}
