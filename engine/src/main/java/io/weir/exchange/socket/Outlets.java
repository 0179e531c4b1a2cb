package io.weir.exchange.socket;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ChannelAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Where senders wait for their readers, and readers for their senders. Used by the threads of all tasks and connections. */
final class Outlets {
    private final Map<ChannelAddress, SocketSender> senders = new HashMap<>();
    private final Map<ChannelAddress, Reader> readers = new HashMap<>();

    /** Readers that left before their writer came. */
    private final Set<ChannelAddress> left = new HashSet<>();

    private record Reader(Connection connection, int number, int credit) {
        void bind(SocketSender sender) {
            connection.execute(() -> connection.bind(sender, number, credit));
        }
    }

    void add(SocketSender sender) {
        Reader reader;
        synchronized (this) {
            if (senders.putIfAbsent(sender.address(), sender) != null) {
                throw new IllegalStateException("two senders of " + sender.address());
            }
            reader = readers.remove(sender.address());
            if (reader == null && !left.remove(sender.address())) {
                return;
            }
            sender.claim();
        }
        if (reader == null) {
            sender.readerClosed();
        } else {
            reader.bind(sender);
        }
    }

    /** Finds the sender for a reader, now or when it comes. Fails if another reader has it. */
    void open(ChannelAddress address, Connection connection, int number, int credit) {
        var reader = new Reader(connection, number, credit);
        SocketSender sender;
        synchronized (this) {
            sender = senders.get(address);
            if (sender == null && readers.putIfAbsent(address, reader) == null) {
                return;
            }
        }
        if (sender == null || !sender.claim()) {
            throw new EngineException(ErrorCode.INTERNAL, "a channel has a reader already: " + address);
        }
        reader.bind(sender);
    }

    /** The connection of a waiting reader is lost. */
    synchronized void forget(ChannelAddress address, Connection connection) {
        if (isWaiting(address, connection)) {
            readers.remove(address);
        }
    }

    /** A waiting reader wants nothing: its writer must learn of it, should it come. One that has come learns it as it is bound. */
    synchronized void leave(ChannelAddress address, Connection connection) {
        if (isWaiting(address, connection)) {
            readers.remove(address);
            left.add(address);
        }
    }

    private boolean isWaiting(ChannelAddress address, Connection connection) {
        var reader = readers.get(address);
        return reader != null && reader.connection() == connection;
    }

    /** Drops what nobody will write or read any more. */
    void release(Predicate<ChannelAddress> unwanted) {
        List<SocketSender> open;
        synchronized (this) {
            left.removeIf(unwanted);
            open = senders.values().stream()
                    .filter(sender -> unwanted.test(sender.address()))
                    .toList();
        }
        open.forEach(SocketSender::close);
    }

    synchronized void remove(SocketSender sender) {
        senders.remove(sender.address(), sender);
    }

    /** What is kept of senders and readers. */
    synchronized int size() {
        return senders.size() + readers.size() + left.size();
    }
}
