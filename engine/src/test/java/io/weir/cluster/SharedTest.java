package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.operator.Helpers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Shared<Integer> shared = new Shared<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void buildsOnceForAllWhoAsk() throws Exception {
        var builds = new AtomicInteger();
        var answers = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 8; i++) {
            answers.add(threads.submit(() -> shared.get(helpers -> builds.incrementAndGet() * 7)));
        }
        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(7);
        }
    }

    @Test
    void thoseWhoWaitDoPartsOfTheWork() throws Exception {
        var building = new CountDownLatch(1);
        var together = new CyclicBarrier(2); // each of the two parts ends only once the other has begun
        var first = threads.submit(() -> shared.get(helpers -> {
            building.countDown();
            var ran = new AtomicInteger();
            Runnable part = () -> {
                meet(together);
                ran.incrementAndGet();
            };
            helpers.run(List.of(part, part));
            return ran.get();
        }));
        building.await();
        assertThat(shared.get(helpers -> -1)).isEqualTo(2);
        assertThat(first.get()).isEqualTo(2);
    }

    @Test
    void runsAllPartsAloneWhereNobodyWaits() {
        var ran = new ArrayList<Integer>();
        shared.get(helpers -> {
            helpers.run(parts(5, ran));
            helpers.run(List.of());
            helpers.run(parts(2, ran));
            return 1;
        });
        assertThat(ran).containsExactly(0, 1, 2, 3, 4, 0, 1);
    }

    @Test
    void throwsWhatAPartThrewAfterTheOthersEnded() {
        var ran = new ArrayList<Integer>();
        assertThatThrownBy(() -> shared.get(helpers -> {
                    var parts = new ArrayList<>(parts(1, ran));
                    parts.add(0, () -> {
                        throw new IllegalStateException("a part");
                    });
                    helpers.run(parts);
                    return 1;
                }))
                .hasMessage("a part");
        assertThat(ran).containsExactly(0);
        assertThat(shared.get(helpers -> {
                    helpers.run(parts(1, ran)); // the failure is not thrown again
                    return 2;
                }))
                .isEqualTo(2);
    }

    @Test
    void throwsWhatAHelperThrew() throws Exception {
        var building = new CountDownLatch(1);
        var together = new CyclicBarrier(2);
        var builder = Thread.currentThread();
        var helper = threads.submit(() -> {
            building.await();
            return shared.get(helpers -> 3);
        });
        assertThatThrownBy(() -> shared.get(helpers -> {
                    building.countDown();
                    Runnable part = () -> {
                        meet(together);
                        if (Thread.currentThread() != builder) {
                            throw new OutOfMemoryError("a helper");
                        }
                    };
                    helpers.run(List.of(part, part));
                    return 1;
                }))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("a helper");
        assertThat(helper.get()).as("whoever waits builds after a failure").isEqualTo(3);
    }

    @Test
    void withoutHelpersPartsRunInOrder() {
        var ran = new ArrayList<Integer>();
        Helpers.NONE.run(parts(3, ran));
        assertThat(ran).containsExactly(0, 1, 2);
    }

    private static List<Runnable> parts(int count, List<Integer> ran) {
        return IntStream.range(0, count)
                .mapToObj(i -> (Runnable) () -> ran.add(i))
                .toList();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
