package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CarrierThreadsTest {
    private final CarrierThreads carriers = new CarrierThreads(1, Thread::new);
    private final CountDownLatch begin = new CountDownLatch(1);
    private final List<String> order = new ArrayList<>();

    private void add(String name) {
        carriers.execute(() -> order.add(name));
    }

    private void addPatient(String name) {
        carriers.executePatiently(() -> order.add(name));
    }

    private void runAll() throws InterruptedException {
        begin.countDown();
        carriers.threads().shutdown();
        assertTrue(carriers.threads().awaitTermination(30, TimeUnit.SECONDS));
    }

    private void holdTheThread() {
        carriers.execute(() -> {
            try {
                begin.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void patientSlicesRunAfterOthersThatAreDue() throws Exception {
        holdTheThread();
        addPatient("patient 1");
        add("a");
        addPatient("patient 2");
        add("b");
        add("c");
        runAll();
        assertEquals(List.of("a", "b", "c", "patient 1", "patient 2"), order);
    }

    @Test
    void patienceEnds() throws Exception {
        holdTheThread();
        addPatient("patient");
        var others = 2 * CarrierThreads.PATIENCE;
        IntStream.range(0, others).forEach(i -> add("other"));
        runAll();
        assertEquals(others + 1, order.size());
        assertEquals(CarrierThreads.PATIENCE, order.indexOf("patient"), 1);
    }
}
