package io.weir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    @Test
    void oneAloneMayHaveAll() {
        var pool = new MemoryPool(1000);
        try (var only = pool.open("only")) {
            assertTrue(only.tryResize(1000));
            assertFalse(only.tryResize(1001));
            assertEquals(1000, pool.used());
        }
        assertEquals(0, pool.used());
        assertEquals(1000, pool.peak());
    }

    @Test
    void theGreedyLeaveTheOthersTheirShare() {
        var pool = new MemoryPool(1000);
        try (var greedy = pool.open("greedy");
                var modest = pool.open("modest")) {
            assertTrue(greedy.tryResize(750));
            assertFalse(greedy.tryResize(751));
            assertTrue(modest.tryResize(250));
            assertFalse(modest.tryResize(251));
            assertTrue(greedy.tryResize(100));
            assertTrue(modest.tryResize(750));
            assertEquals(850, pool.used());
        }
        assertEquals(0, pool.used());
    }

    @Test
    void whatMustBeIsGrantedBeyondTheTotal() {
        var pool = new MemoryPool(100);
        try (var operator = pool.open("operator")) {
            operator.resize(150);
            assertEquals(150, pool.used());
            assertFalse(operator.tryResize(151));
            assertTrue(operator.tryResize(120));
            assertEquals(120, operator.bytes());
            assertEquals(150, operator.peak());
        }
    }

    @Test
    void aRefusalChangesNothingAndTheSumAlwaysFits() {
        var random = new Random(3);
        var pool = new MemoryPool(10_000);
        var open = new ArrayList<Reservation>();
        for (var step = 0; step < 20_000; step++) {
            if (open.size() < 5 && random.nextInt(20) == 0) {
                open.add(pool.open("operator"));
            } else if (!open.isEmpty() && random.nextInt(40) == 0) {
                open.remove(random.nextInt(open.size())).close();
            } else if (!open.isEmpty()) {
                var one = open.get(random.nextInt(open.size()));
                var before = one.bytes();
                var wanted = random.nextInt(6_000);
                assertEquals(one.tryResize(wanted) ? wanted : before, one.bytes());
            }
            assertEquals(open.stream().mapToLong(Reservation::bytes).sum(), pool.used());
            assertTrue(pool.used() <= pool.total());
        }
    }
}
