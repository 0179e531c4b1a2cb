package io.weir.exchange.socket;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.exchange.MessageAssembly;
import io.weir.exchange.MessageCodec;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The reading end of a channel from another process: takes no more bytes than it gave credit for, and turns them into messages on
 * the task's thread. What came before a connection was lost can still be read, then it fails. Between the connection's thread and
 * the task's.
 */
final class SocketChannel implements Channel {
    private final CreditPool.Account account;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private Runnable readable = () -> {};
    private @Nullable Connection connection;
    private @Nullable EngineException failure;
    private int number;
    private boolean complete;
    private boolean closed;

    /** These two belong to the connection's thread. */
    private final MessageAssembly assembly = new MessageAssembly();

    private int unspent;

    SocketChannel(CreditPool.Account account) {
        this.account = account;
    }

    /** The connection is there. Answers the first credit; 0 if nobody reads any more. */
    int open(Connection from, int channel) {
        synchronized (this) {
            if (closed) {
                return 0;
            }
            connection = from;
            number = channel;
        }
        unspent = account.topUp();
        return unspent;
    }

    /** More credit was given. */
    void granted(int bytes) {
        unspent += bytes;
    }

    /** The next bytes of the channel. Answers how much credit the rest of a message lacks. */
    int receive(ByteBuffer bytes) {
        unspent -= bytes.remaining();
        if (unspent < 0) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "a channel got more bytes than it gave credit for: " + -unspent);
        }
        for (var message = assembly.next(bytes); message != null; message = assembly.next(bytes)) {
            add(message);
        }
        var lacking = assembly.missing() - unspent;
        if (lacking <= 0) {
            return 0;
        }
        account.force(lacking);
        unspent += lacking;
        return lacking;
    }

    private void add(byte[] message) {
        Runnable wake;
        synchronized (this) {
            complete |= MessageCodec.isEndOfInput(message);
            if (closed) {
                return;
            }
            messages.add(message);
            if (messages.size() > 1) {
                return;
            }
            wake = readable;
        }
        wake.run();
    }

    /** True once the end of input has come. */
    synchronized boolean isComplete() {
        return complete;
    }

    /** Nothing more comes, because of that. */
    void fail(EngineException lost) {
        Runnable wake;
        synchronized (this) {
            if (closed || complete) {
                return;
            }
            failure = lost;
            wake = readable;
        }
        wake.run();
    }

    @Override
    public synchronized void onReadable(Runnable wake) {
        readable = wake;
    }

    @Override
    public @Nullable Message poll() {
        byte[] bytes;
        Connection from;
        synchronized (this) {
            bytes = messages.poll();
            if (bytes == null) {
                if (failure != null && !closed) {
                    throw failure;
                }
                return null;
            }
            from = complete ? null : connection;
        }
        var message = MessageCodec.decode(bytes);
        if (message instanceof Signal.EndOfInput) {
            account.close();
            return message;
        }
        account.giveBack(MessageCodec.size(bytes));
        var more = from == null ? 0 : account.topUp();
        if (more > 0) {
            from.grant(number, more);
        }
        return message;
    }

    @Override
    public void close() {
        Connection from;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            messages.clear();
            from = complete ? null : connection;
        }
        account.close();
        if (from != null) {
            from.close(number);
        }
    }
}
