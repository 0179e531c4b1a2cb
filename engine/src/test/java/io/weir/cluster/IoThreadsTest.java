package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IoThreadsTest {
    private final IoThreads threads = new IoThreads(Thread::new);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitIdle() {
        while (!((TransferQueue<?>) threads.getQueue()).hasWaitingConsumer()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void oneThreadIsEnoughForOneTaskAtATime() throws Exception {
        for (var i = 0; i < 1000; i++) {
            threads.submit(() -> {}).get();
            awaitIdle();
        }
        assertEquals(1, threads.getLargestPoolSize());
    }

    @Test
    void tasksThatBlockHaveAThreadEachAndTheRestWait() throws Exception {
        var go = new CountDownLatch(1);
        var begun = new CountDownLatch(IoThreads.MOST);
        var ended = new AtomicInteger();
        for (var i = 0; i < 10 * IoThreads.MOST; i++) {
            threads.execute(() -> {
                begun.countDown();
                await(go);
                ended.incrementAndGet();
            });
        }
        begun.await();
        assertEquals(IoThreads.MOST, threads.getPoolSize());
        assertEquals(9 * IoThreads.MOST, threads.getQueue().size());
        go.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        assertEquals(10 * IoThreads.MOST, ended.get());
    }

    /** The last thread may end, idle for too long, just after it was counted as one at work. */
    @Test
    void aTaskThatWaitsForNobodyHasAThread() throws Exception {
        var ran = new CountDownLatch(1);
        threads.getRejectedExecutionHandler().rejectedExecution(ran::countDown, threads);
        assertTrue(ran.await(30, TimeUnit.SECONDS));
    }

    @Test
    void whatComesTooLateIsRefused() {
        threads.shutdown();
        assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
    }
}
