package io.weir.exchange.socket;

import static io.weir.exchange.socket.Processes.address;
import static io.weir.exchange.socket.Processes.readAll;
import static io.weir.exchange.socket.Processes.send;
import static io.weir.exchange.socket.Processes.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Attempt;
import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.Compression;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.testing.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SocketExchangeTest {
    private static final Signal END = new Signal.EndOfInput();

    private final Processes processes = new Processes();

    @AfterEach
    void close() {
        processes.close();
    }

    private static Batch numbers(int seed, int rows) {
        return new RandomBatches(seed).of(List.of(Types.parse("bigint")), rows).withChanges(null);
    }

    /** Sends random messages as the seed says and answers them as rows. */
    private static List<String> write(SocketSender sender, long seed) throws InterruptedException {
        var random = new Random(seed);
        var batches = new RandomBatches(seed);
        var sent = new ArrayList<String>();
        for (var i = random.nextInt(60); i > 0; i--) {
            Message message = random.nextInt(5) == 0 ? new Signal.Watermark(i) : batches.any();
            sent.addAll(message instanceof Batch batch ? Batches.lines(batch) : List.of(message.toString()));
            assertTrue(send(sender, message));
        }
        send(sender, END);
        return sent;
    }

    /** Some open before there is a writer, some after, in all directions between three processes. */
    @Test
    void manyChannelsAtOnceBringWhatWasSentInOrder() throws Exception {
        for (var seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            var settings = Processes.small(List.of(Compression.values()).get(seed % 2));
            var exchanges = new ArrayList<SocketExchange>();
            for (var i = 0; i < 3; i++) {
                exchanges.add(processes.start("seed " + seed + " process " + i, settings));
            }
            var sent = new ArrayList<Future<List<String>>>();
            var received = new ArrayList<Future<List<String>>>();
            for (var channel = 0; channel < 30; channel++) {
                var from = exchanges.get(random.nextInt(3));
                var to = exchanges.get(random.nextInt(3));
                var address = address(channel, seed);
                var early = random.nextBoolean() ? from.sender(address) : null;
                var reader = to.open(from.own(), address);
                var sender = early == null ? from.sender(address) : early;
                var channelSeed = random.nextLong();
                sent.add(processes.async(() -> write(sender, channelSeed)));
                received.add(processes.async(() -> readAll(reader)));
            }
            for (var i = 0; i < sent.size(); i++) {
                assertEquals(sent.get(i).get(), received.get(i).get(), "seed " + seed + " channel " + i);
            }
            for (var exchange : exchanges) {
                assertEquals(0, exchange.openChannels(), "seed " + seed);
                exchange.close();
            }
        }
    }

    @Test
    void aReaderThatIsSlowStopsItsOwnWriterOnly() throws Exception {
        var settings = Processes.small(Compression.NONE);
        var from = processes.start("a", settings);
        var to = processes.start("b", settings);
        var slow = from.sender(address(1, 1));
        var fast = from.sender(address(2, 2));
        var slowReader = to.open(from.own(), address(1, 1));
        var fastReader = to.open(from.own(), address(2, 2));
        var slowSent = processes.async(() -> {
            var lines = new ArrayList<String>();
            for (var i = 0; i < 200; i++) {
                var batch = numbers(i, 2000);
                lines.addAll(Batches.lines(batch));
                send(slow, batch);
            }
            send(slow, END);
            return lines;
        });
        // ten times what fits between the two, while nobody reads the other channel
        var fastSent = processes.async(() -> {
            for (var i = 0; i < 1000; i++) {
                send(fast, numbers(i, 2000));
            }
            return send(fast, END);
        });
        var rows = 0L;
        for (var message = take(fastReader); message instanceof Batch batch; message = take(fastReader)) {
            rows += batch.rows();
        }
        assertTrue(fastSent.get());
        assertTrue(rows > 500_000, rows + " rows");
        assertFalse(slowSent.isDone());
        assertEquals(slowSent.isDone() ? List.of() : readAll(slowReader), slowSent.get());
    }

    @Test
    void whatLiesBetweenTwoProcessesIsBoundedHoweverManyChannelsThereAre() throws Exception {
        var settings = Processes.small(Compression.NONE);
        var from = processes.start("a", settings);
        var to = processes.start("b", settings);
        var channels = 100;
        var senders = new ArrayList<SocketSender>();
        var readers = new ArrayList<Channel>();
        for (var i = 0; i < channels; i++) {
            senders.add(from.sender(address(i, i)));
            readers.add(to.open(from.own(), address(i, i)));
        }
        var batch = numbers(1, 500);
        var sent = new long[channels];
        for (var round = 0; round < 20; round++) {
            for (var i = 0; i < channels; i++) {
                // each is asked as its task would, and none is read
                while (!senders.get(i).isFull()) {
                    senders.get(i).send(batch);
                    sent[i] += batch.rows();
                }
            }
            assertTrue(to.granted() <= (1 << 19) + (long) channels * CreditPool.FLOOR, to.granted() + " bytes");
        }
        for (var i = 0; i < channels; i++) {
            assertTrue(
                    senders.get(i).waitingBytes() <= 2 * CreditPool.FLOOR,
                    senders.get(i).waitingBytes() + " bytes");
            senders.get(i).send(END);
        }
        for (var i = 0; i < channels; i++) {
            var rows = 0L;
            for (var message = take(readers.get(i)); message instanceof Batch read; message = take(readers.get(i))) {
                rows += read.rows();
            }
            assertEquals(sent[i], rows);
        }
        assertEquals(0, to.granted());
    }

    @Test
    void aRowLargerThanAllMemoryComesThrough() throws Exception {
        for (var compression : Compression.values()) {
            var settings = Processes.small(compression);
            var from = processes.start("a " + compression, settings);
            var to = processes.start("b " + compression, settings);
            var text = "0123456789".repeat(300_000);
            var sender = from.sender(address(1, 1));
            var reader = to.open(from.own(), address(1, 1));
            var received = processes.async(() -> readAll(reader));
            send(sender, Batches.of("a:varchar\n" + text + "\nx"));
            send(sender, END);
            assertEquals(List.of(text, "x"), received.get());
            assertEquals(0, to.granted());
        }
    }

    @Test
    void aReaderThatClosesEndsItsWriterEarly() throws Exception {
        var settings = Processes.small(Compression.NONE);
        var from = processes.start("a", settings);
        var to = processes.start("b", settings);
        for (var messages = 0; messages < 5; messages++) {
            var sender = from.sender(address(messages, 0));
            var reader = to.open(from.own(), address(messages, 0));
            var ended = processes.async(() -> {
                while (send(sender, numbers(1, 3000))) {}
                return sender.isClosed() && !sender.isFull();
            });
            for (var i = 0; i < messages; i++) {
                assertInstanceOf(Batch.class, take(reader));
            }
            reader.close();
            assertNull(reader.poll());
            assertTrue(ended.get());
            sender.send(numbers(1, 10));
            assertEquals(0, sender.waitingBytes());
        }
        ping(from, to, 99);
        assertEquals(0, to.granted());
        assertEquals(0, from.openChannels());
    }

    /** Messages on one connection keep their order: once this came through, all before it was seen. */
    private void ping(SocketExchange from, SocketExchange to, int number) throws Exception {
        var sender = from.sender(address(number, number));
        var reader = to.open(from.own(), address(number, number));
        send(sender, END);
        assertEquals(END, take(reader));
    }

    @Test
    void aWriterThatComesAfterItsReaderLeftLearnsOfIt() throws Exception {
        var from = processes.start("a", Processes.small(Compression.NONE));
        var to = processes.start("b", Processes.small(Compression.NONE));
        ping(from, to, 6); // what is opened before there is a connection has no order
        var reader = to.open(from.own(), address(1, 1));
        ping(from, to, 2);
        assertEquals(1, from.openChannels());
        reader.close();
        ping(from, to, 3);
        assertEquals(0, to.granted());
        var sender = from.sender(address(1, 1));
        assertTrue(sender.isClosed());
        assertEquals(0, from.openChannels());
        to.open(from.own(), address(4, 4)).close();
        ping(from, to, 5);
        assertEquals(1, from.openChannels());
        from.release(address -> address.job().equals("job"));
        assertEquals(0, from.openChannels());
    }

    @Test
    void whatAFormerAttemptWritesReachesNobody() throws Exception {
        var from = processes.start("a", Processes.small(Compression.NONE));
        var to = processes.start("b", Processes.small(Compression.NONE));
        var reader = new Attempt(7, 2, 0);
        var addresses = List.of(
                new ChannelAddress("job", 1, new Attempt(3, 1, 9), reader),
                new ChannelAddress("job", 1, new Attempt(3, 2, 0), reader),
                new ChannelAddress("job", 1, new Attempt(3, 2, 1), new Attempt(7, 1, 0)),
                new ChannelAddress("another job", 1, new Attempt(3, 2, 1), reader),
                new ChannelAddress("job", 2, new Attempt(3, 2, 1), reader));
        var former = new ArrayList<SocketSender>();
        for (var address : addresses) {
            former.add(from.sender(address));
            former.get(former.size() - 1).send(Batches.of("a:int\n-1"));
        }
        var current = new ChannelAddress("job", 1, new Attempt(3, 2, 1), reader);
        var channel = to.open(from.own(), current);
        var sender = from.sender(current);
        sender.send(Batches.of("a:int\n1"));
        sender.send(END);
        assertEquals(List.of("1"), readAll(channel));
        for (var old : former) {
            assertTrue(old.waitingBytes() > 0);
            old.close();
        }
        assertEquals(0, from.openChannels());
    }

    @Test
    void aChannelHasOneReader() throws Exception {
        var from = processes.start("a", Processes.small(Compression.NONE));
        var to = processes.start("b", Processes.small(Compression.NONE));
        ping(from, to, 9);
        var first = to.open(from.own(), address(1, 1));
        var second = to.open(from.own(), address(1, 1));
        var refused = assertThrows(EngineException.class, () -> take(second));
        assertTrue(refused.getMessage().contains("has a reader already"), refused.getMessage());
        var sender = from.sender(address(1, 1));
        assertThrows(IllegalStateException.class, () -> from.sender(address(1, 1)));
        sender.send(END);
        assertEquals(END, take(first));
    }

    @Test
    void oneConnectionServesBothDirections() throws Exception {
        var one = processes.start("a", Processes.small(Compression.NONE));
        var other = processes.start("b", Processes.small(Compression.NONE));
        ping(one, other, 1);
        ping(other, one, 2);
        ping(one, other, 3);
        assertEquals(1, one.openConnections());
        assertEquals(1, other.openConnections());
    }

    private static void assertLost(Throwable thrown, String peer) {
        var lost = assertInstanceOf(EngineException.class, thrown);
        assertEquals(ErrorCode.CONNECTION, lost.code());
        assertEquals(ErrorCode.Type.EXTERNAL, lost.code().type());
        assertTrue(lost.getMessage().contains(peer), lost.getMessage());
    }

    @Test
    void aCutWireIsAnErrorAtBothEndsThatNamesTheOther() throws Exception {
        var settings = Processes.small(Compression.NONE);
        var from = processes.start("writing process", settings);
        var to = processes.start("reading process", settings);
        try (var relay = new Relay(from.own().port())) {
            var by = new Peer(from.own().name(), "127.0.0.1", relay.port());
            var busy = from.sender(address(1, 1));
            var idle = from.sender(address(2, 2));
            var done = from.sender(address(3, 3));
            var busyReader = to.open(by, address(1, 1));
            var idleReader = to.open(by, address(2, 2));
            var doneReader = to.open(by, address(3, 3));
            done.send(END);
            assertEquals(END, take(doneReader));
            idle.send(Batches.of("a:int\n1"));
            assertInstanceOf(Batch.class, take(idleReader));
            var writing = processes.async(() -> assertThrows(EngineException.class, () -> {
                while (true) {
                    send(busy, numbers(1, 2000));
                }
            }));
            for (var i = 0; i < 20; i++) {
                assertInstanceOf(Batch.class, take(busyReader));
            }
            relay.cut();
            assertLost(writing.get(), "reading process");
            assertLost(assertThrows(EngineException.class, () -> readAll(busyReader)), "writing process");
            assertLost(assertThrows(EngineException.class, () -> readAll(idleReader)), "writing process");
            assertLost(
                    assertThrows(EngineException.class, () -> {
                        while (true) {
                            send(idle, numbers(1, 2000));
                        }
                    }),
                    "reading process");
            assertLost(assertThrows(EngineException.class, idle::isFull), "reading process");
            assertLost(assertThrows(EngineException.class, () -> idle.send(END)), "reading process");
            assertNull(doneReader.poll());
            assertEquals(0, from.openChannels());
            assertEquals(0, busy.waitingBytes());
            for (var reader : List.of(busyReader, idleReader, doneReader)) {
                reader.close();
            }
            assertEquals(0, to.granted());
            // the next attempts find a way again
            ping(from, to, 4);
        }
    }

    @Test
    void aProcessThatWasDroppedOrEndedFailsItsChannels() throws Exception {
        var from = processes.start("a", Processes.small(Compression.NONE));
        var to = processes.start("b", Processes.small(Compression.NONE));
        var third = processes.start("c", Processes.small(Compression.NONE));
        var sender = from.sender(address(1, 1));
        var reader = to.open(from.own(), address(1, 1));
        var ownSender = from.sender(address(2, 2));
        var ownReader = third.open(from.own(), address(2, 2));
        sender.send(Batches.of("a:int\n1"));
        take(reader);
        from.drop("b");
        assertLost(assertThrows(EngineException.class, () -> take(reader)), "a at");
        ownSender.send(Batches.of("a:int\n1"));
        assertInstanceOf(Batch.class, take(ownReader));
        // who comes later is no worse off
        ping(from, processes.start("d", Processes.small(Compression.NONE)), 4);
        from.close();
        assertLost(assertThrows(EngineException.class, () -> take(ownReader)), "a at");
        var late = to.open(from.own(), address(3, 3));
        assertLost(assertThrows(EngineException.class, () -> take(late)), "cannot connect to a at");
        late.close();
        reader.close();
        assertEquals(0, to.granted());
    }

    @Test
    void aSenderThatIsClosedKeepsNothing() throws Exception {
        var from = processes.start("a", Processes.small(Compression.NONE));
        var to = processes.start("b", Processes.small(Compression.NONE));
        var unread = from.sender(address(1, 1));
        unread.send(numbers(1, 100));
        unread.close();
        unread.close();
        var sender = from.sender(address(2, 2));
        var reader = to.open(from.own(), address(2, 2));
        sender.send(numbers(1, 10));
        take(reader);
        sender.close();
        assertEquals(0, from.openChannels());
        assertEquals(0, unread.waitingBytes() + sender.waitingBytes());
        reader.close();
        ping(from, to, 3);
    }
}
