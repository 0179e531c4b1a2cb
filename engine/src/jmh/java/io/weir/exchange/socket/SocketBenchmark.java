package io.weir.exchange.socket;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.weir.exchange.Attempt;
import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.Compression;
import io.weir.exchange.ExchangeBenchmark;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.NetworkSettings;
import io.weir.exchange.OutputStore;
import io.weir.exchange.Sender;
import io.weir.flow.Batch;
import io.weir.flow.BatchCodec;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.testing.RowBenchmark;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Batches of 57 bytes a row over one loopback connection, encoded and decoded: an operation is a gigabyte. */
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 4, time = 4)
public class SocketBenchmark extends RowBenchmark {
    @Param({"262144"})
    public int frameBytes;

    @Param({"NONE"})
    public Compression compression;

    @Param({"1", "8"})
    public int channels;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Batch batch;
    private SocketExchange from;
    private SocketExchange to;
    private int attempt;

    @Setup
    public void start() {
        batch = ExchangeBenchmark.batch();
        var network = new NetworkSettings(64 << 20, frameBytes, compression, 64 << 20, Duration.ofSeconds(10));
        var settings = new ExchangeSettings(8, 4 << 20, network);
        var secret = Secret.of(new byte[32]);
        var parts = new SocketExchange.Parts(loops, threads, new OutputStore(), secret, Optional.empty());
        from = SocketExchange.start(new Peer("from", "127.0.0.1", 0), parts, settings);
        to = SocketExchange.start(new Peer("to", "127.0.0.1", 0), parts, settings);
    }

    @TearDown
    public void end() {
        from.close();
        to.close();
        threads.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Benchmark
    public void gigabyte() throws Exception {
        var batches = (int) ((1L << 30) / BatchCodec.encode(batch).length / channels);
        attempt++;
        var readers = IntStream.range(0, channels)
                .mapToObj(i -> to.open(from.own(), address(i)))
                .toList();
        var senders = IntStream.range(0, channels)
                .mapToObj(i -> from.sender(address(i)))
                .toList();
        var writing = threads.submit(() -> write(senders, batches));
        read(readers);
        writing.get();
    }

    /** Frames of the same size through a plain connection, of zeros and not looked at. */
    @Benchmark
    public void gigabyteLimit() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var sending = new Socket(server.getInetAddress(), server.getLocalPort());
                var receiving = server.accept()) {
            var frames = (1 << 30) / frameBytes;
            var writing = threads.submit(() -> {
                var frame = new byte[frameBytes];
                for (var i = 0; i < frames; i++) {
                    sending.getOutputStream().write(frame);
                }
                return null;
            });
            var frame = new byte[frameBytes];
            for (var i = 0; i < frames; i++) {
                receiving.getInputStream().readNBytes(frame, 0, frameBytes);
            }
            writing.get();
        }
    }

    private ChannelAddress address(int channel) {
        return new ChannelAddress("job", 1, new Attempt(channel, 1, attempt), new Attempt(channel, 1, attempt));
    }

    private void write(List<? extends Sender> senders, int batches) {
        var writable = new Semaphore(0);
        senders.forEach(sender -> sender.onWritable(writable::release));
        for (var i = 0; i < batches; i++) {
            for (var sender : senders) {
                while (sender.isFull()) {
                    writable.acquireUninterruptibly();
                }
                sender.send(batch);
            }
        }
        senders.forEach(sender -> sender.send(new Signal.EndOfInput()));
    }

    private static void read(List<Channel> channels) throws InterruptedException {
        var readable = new Semaphore(0);
        channels.forEach(channel -> channel.onReadable(readable::release));
        for (var left = channels.size(); left > 0; ) {
            var worked = false;
            for (var channel : channels) {
                Message message = channel.poll();
                worked |= message != null;
                left -= message instanceof Signal.EndOfInput ? 1 : 0;
            }
            if (!worked && left > 0) {
                readable.acquire();
                readable.drainPermits();
            }
        }
    }
}
