package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

    @Test
    void answersComeInTheOrderOfTheArguments() {
        assertThat(Parallel.map(NUMBERS, number -> number * 2))
                .isEqualTo(NUMBERS.stream().map(number -> number * 2).toList());
        assertThat(Parallel.map(List.<Integer>of(), number -> number)).isEmpty();
    }

    @Test
    void theFirstFailureIsThrown() {
        assertThatThrownBy(() -> Parallel.map(NUMBERS, number -> {
                    if (number % 7 == 3) {
                        throw new IllegalArgumentException("no " + number);
                    }
                    return number;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no 3");
    }

    @Test
    void severalAreWorkedOnAtOnce() {
        var together = new CountDownLatch(8);
        assertThat(Parallel.map(NUMBERS.subList(0, 8), number -> {
                    together.countDown();
                    try {
                        together.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return number;
                }))
                .hasSize(8);
    }
}
