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
import io.weir.flow.BatchCodec;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.type.DataType;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Batches of 57 bytes a row over one loopback connection, encoded and decoded: an operation is a gigabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 4, time = 4)
public class SocketBenchmark {
    private static final int ROWS = 4096;

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
        batch = batch();
        var network = new NetworkSettings(64 << 20, frameBytes, compression, 64 << 20, Duration.ofSeconds(10));
        var settings = new ExchangeSettings(8, 4 << 20, network);
        var secret = Secret.of(new byte[32]);
        var parts = new SocketExchange.Parts(loops, threads, new OutputStore(), secret, Optional.empty());
        from = SocketExchange.start(new Peer("from", "127.0.0.1", 0), parts, settings);
        to = SocketExchange.start(new Peer("to", "127.0.0.1", 0), parts, settings);
    }

    private static Batch batch() {
        var random = new Random(1);
        var longs = IntStream.range(0, 3)
                .mapToObj(i -> random.longs(ROWS, 0, 10_000_000).toArray())
                .toList();
        var words = List.of("carefully ", "final ", "deposits ", "sleep ", "quickly ", "ironic ");
        var texts = VectorBuilder.of(DataType.Scalar.VARCHAR, ROWS);
        for (var i = 0; i < ROWS; i++) {
            var text = new StringBuilder();
            for (var word = 0; word < 3; word++) {
                text.append(words.get(random.nextInt(words.size())));
            }
            Values.append(texts, text.toString());
        }
        return Batch.of(
                new LongVector(DataType.Scalar.BIGINT, longs.get(0), null, ROWS),
                new LongVector(DataType.Scalar.BIGINT, longs.get(1), null, ROWS),
                new LongVector(DataType.Scalar.BIGINT, longs.get(2), null, ROWS),
                new IntVector(DataType.Scalar.INT, random.ints(ROWS, 0, 2500).toArray(), null, ROWS),
                texts.build());
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
