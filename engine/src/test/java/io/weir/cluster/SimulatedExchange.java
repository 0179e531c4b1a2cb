package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.socket.Exchange;
import io.weir.exchange.socket.Peer;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The ways of answers between all processes of a simulation. */
final class SimulatedExchange {
    private static final int ROOM = 3;

    private final Simulation simulation;
    private final List<Way> ways = new ArrayList<>();

    SimulatedExchange(Simulation simulation) {
        this.simulation = simulation;
    }

    /** As the process of that name sees it. */
    Exchange of(String process) {
        return new Exchange() {
            @Override
            public Peer own() {
                return peer(process);
            }

            @Override
            public Offered sender(ChannelAddress address) {
                var way = way(process, address);
                if (way.offered) {
                    throw new AssertionError("offered twice: " + address);
                }
                way.offered = true;
                return way.sender();
            }

            @Override
            public Channel open(Peer writer, ChannelAddress address) {
                var way = way(writer.name(), address);
                if (!way.reader.isEmpty()) {
                    throw new AssertionError("opened twice: " + address);
                }
                way.reader = process;
                return way.channel();
            }

            @Override
            public void release(Predicate<ChannelAddress> unwanted) {
                unfinished()
                        .filter(way -> way.writer.equals(process) && unwanted.test(way.address))
                        .forEach(Way::closeSender);
            }

            @Override
            public void drop(String peer) {
                unfinished().filter(way -> way.joins(process, peer)).forEach(way -> way.fail("dropped " + peer));
            }
        };
    }

    static Peer peer(String process) {
        return new Peer(process, "host", 1);
    }

    private Stream<Way> unfinished() {
        return List.copyOf(ways).stream().filter(way -> !way.isOver());
    }

    /** All connections between these two break. */
    void cut(String one, String other) {
        unfinished().filter(way -> way.joins(one, other)).forEach(way -> way.fail("the connection broke"));
    }

    /** A process is gone: those that it was connected with learn of it. */
    void gone(String process) {
        unfinished()
                .filter(way -> way.writer.equals(process) || way.reader.equals(process))
                .forEach(way -> simulation.soon(() -> way.fail(process + " is gone")));
    }

    /** What a process still offers that nobody has read to its end. */
    List<ChannelAddress> offeredBy(String process) {
        return unfinished()
                .filter(way -> way.offered && way.writer.equals(process))
                .map(way -> way.address)
                .toList();
    }

    private Way way(String writer, ChannelAddress address) {
        for (var way : ways) {
            if (way.writer.equals(writer) && way.address.equals(address)) {
                return way;
            }
        }
        var way = new Way(writer, address);
        ways.add(way);
        return way;
    }

    private final class Way {
        private final String writer;
        private final ChannelAddress address;
        private String reader = "";
        private boolean offered;

        private final Deque<Message> sent = new ArrayDeque<>();
        private final Deque<Message> arrived = new ArrayDeque<>();
        private Runnable writable = () -> {};
        private Runnable readable = () -> {};
        private boolean moving;
        private boolean ended;
        private boolean senderClosed;
        private boolean readerClosed;
        private @Nullable EngineException failure;

        Way(String writer, ChannelAddress address) {
            this.writer = writer;
            this.address = address;
        }

        boolean joins(String one, String other) {
            return writer.equals(one) && reader.equals(other) || writer.equals(other) && reader.equals(one);
        }

        boolean isOver() {
            return senderClosed || readerClosed || failure != null || ended && sent.isEmpty();
        }

        private void move() {
            if (!moving && !sent.isEmpty()) {
                moving = true;
                simulation.soon(() -> {
                    moving = false;
                    if (sent.isEmpty()) {
                        return;
                    }
                    var message = sent.remove();
                    writable.run();
                    if (!readerClosed) {
                        arrived.add(message);
                        readable.run();
                    }
                    move();
                });
            }
        }

        private void fail(String reason) {
            if (!isOver()) {
                failure = new EngineException(ErrorCode.CONNECTION, "lost the way of an answer: " + reason);
                sent.clear();
                readable.run();
                writable.run();
            }
        }

        /** What was not sent never comes. */
        private void closeSender() {
            if (!ended && !senderClosed) {
                senderClosed = true;
                sent.clear();
                writable.run();
            }
        }

        private Exchange.Offered sender() {
            return new Exchange.Offered() {
                @Override
                public void send(Message message) {
                    requireConnected();
                    if (senderClosed || readerClosed) {
                        return;
                    }
                    sent.add(message);
                    ended |= message instanceof Signal.EndOfInput;
                    move();
                }

                @Override
                public boolean isFull() {
                    requireConnected();
                    return !isClosed() && sent.size() >= ROOM;
                }

                private void requireConnected() {
                    if (failure != null) {
                        throw failure;
                    }
                }

                @Override
                public boolean isClosed() {
                    return senderClosed || readerClosed;
                }

                @Override
                public void onWritable(Runnable wake) {
                    writable = wake;
                }

                @Override
                public void close() {
                    closeSender();
                }
            };
        }

        private Channel channel() {
            return new Channel() {
                @Override
                public @Nullable Message poll() {
                    var message = arrived.poll();
                    if (message == null && failure != null && !readerClosed) {
                        throw failure;
                    }
                    return message;
                }

                @Override
                public void onReadable(Runnable wake) {
                    readable = wake;
                }

                @Override
                public void close() {
                    if (!readerClosed) {
                        readerClosed = true;
                        arrived.clear();
                        writable.run();
                    }
                }
            };
        }
    }
}
