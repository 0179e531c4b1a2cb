package io.weir.exchange.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CreditPoolTest {
    private static final int FLOOR = CreditPool.FLOOR;

    /** A channel as the pool sees it: what it may still get, and what it got and has not read. */
    private static final class Reader {
        private final CreditPool.Account account;
        private int unspent;
        private int unread;

        Reader(CreditPool pool) {
            account = pool.open();
        }

        void topUp() {
            unspent += account.topUp();
        }
    }

    @Test
    void creditStaysWithinTheTotalAndAFloorForEachHoweverManyChannelsThereAre() {
        for (var seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var total = 1L << (18 + random.nextInt(8));
            var pool = new CreditPool(total, 1 << (15 + random.nextInt(10)));
            var readers = new ArrayList<Reader>();
            for (var step = 0; step < 20_000; step++) {
                var dice = random.nextInt(10);
                if (dice == 0 || readers.isEmpty()) {
                    readers.add(new Reader(pool));
                    readers.get(readers.size() - 1).topUp();
                } else if (dice == 1 && random.nextInt(4) == 0) {
                    readers.remove(random.nextInt(readers.size())).account.close();
                } else {
                    var reader = readers.get(random.nextInt(readers.size()));
                    if (dice < 6) {
                        var sent = random.nextInt(reader.unspent + 1);
                        reader.unspent -= sent;
                        reader.unread += sent;
                    } else {
                        var read = random.nextBoolean() ? reader.unread : random.nextInt(reader.unread + 1);
                        reader.unread -= read;
                        reader.account.giveBack(read);
                        reader.topUp();
                    }
                    assertTrue(reader.unspent > 0 || reader.unread > 0, "a reader that gets nothing, seed " + seed);
                }
                var all = readers.stream()
                        .mapToLong(r -> (long) r.unspent + r.unread)
                        .sum();
                assertEquals(all, pool.granted());
                assertTrue(all <= total + (long) readers.size() * FLOOR, all + " of " + total + ", seed " + seed);
            }
            readers.forEach(reader -> reader.account.close());
            assertEquals(0, pool.granted());
        }
    }

    @Test
    void tenThousandChannelsEachMoveOn() {
        var pool = new CreditPool(32 << 20, 4 << 20);
        var readers = new ArrayList<Reader>();
        for (var i = 0; i < 10_000; i++) {
            readers.add(new Reader(pool));
            readers.get(i).topUp();
        }
        assertTrue(readers.stream().allMatch(reader -> reader.unspent >= FLOOR));
        assertTrue(pool.granted() <= (32 << 20) + 10_000L * FLOOR);
    }

    @Test
    void aChannelAloneHasTheMostAndSharesWhenOthersCome() {
        var pool = new CreditPool(8 << 20, 4 << 20);
        var first = pool.open();
        assertEquals(4 << 20, first.topUp());
        assertEquals(0, first.topUp());
        var others = new ArrayList<CreditPool.Account>();
        for (var i = 0; i < 7; i++) {
            others.add(pool.open());
        }
        assertEquals(1 << 20, first.share());
        first.giveBack(3 << 20);
        assertEquals(0, first.topUp());
        first.giveBack(1 << 20);
        assertEquals(1 << 20, first.topUp());
        others.forEach(CreditPool.Account::close);
        assertEquals(3 << 20, first.topUp());
    }

    @Test
    void creditDoesNotTravelInCrumbs() {
        var pool = new CreditPool(1 << 20, 1 << 20);
        var account = pool.open();
        assertEquals(1 << 20, account.topUp());
        account.giveBack(500_000);
        assertEquals(0, account.topUp());
        account.giveBack(100_000);
        assertEquals(600_000, account.topUp());
    }

    @Test
    void whatIsForcedIsGivenBackToo() {
        var pool = new CreditPool(1 << 20, 1 << 20);
        var account = pool.open();
        account.topUp();
        account.force(5 << 20);
        assertEquals(6 << 20, pool.granted());
        account.close();
        account.force(1);
        account.giveBack(1);
        assertEquals(0, account.topUp());
        assertEquals(0, pool.granted());
    }
}
