package io.weir.exchange.socket;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.weir.exchange.Attempt;
import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.Compression;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.NetworkSettings;
import io.weir.exchange.OutputStore;
import io.weir.exchange.Sender;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.testing.Batches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Exchanges as several processes have them, over real sockets, and tasks that wait as real ones do: only for what wakes them. */
final class Processes implements AutoCloseable {
    static final Secret SECRET = Secret.of("sixteen or more bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SocketExchange> exchanges = new ArrayList<>();

    /** Little memory and small frames, so that a test gets to all limits. */
    static ExchangeSettings small(Compression compression) {
        return settings(1 << 20, 1 << 10, compression);
    }

    static ExchangeSettings settings(long memory, int frameBytes, Compression compression) {
        var network = new NetworkSettings(memory, frameBytes, compression, 1 << 20, Duration.ofSeconds(60));
        return new ExchangeSettings(8, 1 << 20, network);
    }

    SocketExchange start(String name, ExchangeSettings settings) {
        return start(name, settings, SECRET, Optional.empty());
    }

    SocketExchange start(String name, ExchangeSettings settings, Secret secret, Optional<Tls> tls) {
        return start(name, settings, new SocketExchange.Parts(loops, threads, new OutputStore(), secret, tls));
    }

    SocketExchange start(String name, ExchangeSettings settings, OutputStore outputs) {
        return start(name, settings, new SocketExchange.Parts(loops, threads, outputs, SECRET, Optional.empty()));
    }

    private SocketExchange start(String name, ExchangeSettings settings, SocketExchange.Parts parts) {
        var exchange = SocketExchange.start(new Peer(name, "127.0.0.1", 0), parts, settings);
        exchanges.add(exchange);
        return exchange;
    }

    static ChannelAddress address(int writer, int reader) {
        return new ChannelAddress("job", 1, new Attempt(writer, 1, 0), new Attempt(reader, 1, 0));
    }

    <T> Future<T> async(Callable<T> task) {
        return threads.submit(task);
    }

    /** Waits for a message. */
    static Message take(Channel channel) throws InterruptedException {
        var readable = new Semaphore(0);
        channel.onReadable(readable::release);
        var message = channel.poll();
        while (message == null) {
            readable.acquire();
            message = channel.poll();
        }
        return message;
    }

    /** What comes up to the end of input: of batches their rows. */
    static List<String> readAll(Channel channel) throws InterruptedException {
        var lines = new ArrayList<String>();
        while (true) {
            var message = take(channel);
            if (message instanceof Batch batch) {
                lines.addAll(Batches.lines(batch));
            } else if (message instanceof Signal.EndOfInput) {
                return lines;
            } else {
                lines.add(message.toString());
            }
        }
    }

    /** Sends once there is room; false if the reader wants nothing more. */
    static boolean send(Sender sender, Message message) throws InterruptedException {
        var writable = new Semaphore(0);
        sender.onWritable(writable::release);
        while (sender.isFull()) {
            writable.acquire();
        }
        if (sender.isClosed()) {
            return false;
        }
        sender.send(message);
        return true;
    }

    @Override
    public void close() {
        exchanges.forEach(SocketExchange::close);
        threads.shutdownNow();
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
