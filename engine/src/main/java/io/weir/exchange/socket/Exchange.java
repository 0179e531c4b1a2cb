package io.weir.exchange.socket;

import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.Sender;
import java.util.function.Predicate;

/** How one process moves messages to and from others, for those that need not know how it is done. Any thread. */
public interface Exchange {
    /** How others reach this process. */
    Peer own();

    /** The writing end of a channel; whoever has the address may open the reading end, once. Close it when the task is no more. */
    Offered sender(ChannelAddress address);

    /** Reads a channel whose writer is, or will be, in another process. */
    Channel open(Peer writer, ChannelAddress address);

    /** Closes senders, as when their job is no more, and forgets readers that left before their writers came. */
    void release(Predicate<ChannelAddress> unwanted);

    /** The process of that name is lost: whatever comes from it or goes to it fails at once. */
    void drop(String peer);

    /** A sender whose reader may come late. */
    interface Offered extends Sender, AutoCloseable {
        /** Nothing more is sent: who reads it fails, unless all was sent. */
        @Override
        void close();
    }
}
