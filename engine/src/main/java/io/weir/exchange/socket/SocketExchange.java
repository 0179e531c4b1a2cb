package io.weir.exchange.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.OutputReader;
import io.weir.exchange.OutputStore;
import io.weir.exchange.PartitionRange;
import io.weir.exchange.Wanted;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange of one process with all others: listens for them, connects to them when a channel wants it, and keeps one connection to
 * each. Used by any thread.
 */
public final class SocketExchange implements Exchange, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketExchange.class);
    private static final AttributeKey<String> PEER = AttributeKey.valueOf(SocketExchange.class, "peer");

    private final Peer own;
    private final Parts parts;
    private final ExchangeSettings settings;
    private final Handshake.Identity identity;
    private final Outlets outlets = new Outlets();
    private final EncoderPool encoders;
    private final CreditPool incoming;
    private final CreditPool outgoing;
    private final Connection.Offer offer;
    private final ChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /** By the peer's name. Guarded by itself. */
    private final Map<String, CompletableFuture<Connection>> connections = new HashMap<>();

    private final io.netty.channel.Channel listening;

    /**
     * What an exchange works with.
     *
     * @param loops of netty's NIO transport; end them after the exchange and all its channels are closed
     * @param io runs what reads files
     * @param tls encrypts all connections if it is there
     */
    public record Parts(EventLoopGroup loops, Executor io, OutputStore outputs, Secret secret, Optional<Tls> tls) {}

    private SocketExchange(Peer own, Parts parts, ExchangeSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.identity = new Handshake.Identity(parts.secret(), "exchange", own.name(), new SecureRandom());
        var network = settings.network();
        var permits = new ReadPermits((int) Math.max(2, network.memory() / 4 / network.frameBytes()));
        this.encoders = new EncoderPool(network.compression(), PooledByteBufAllocator.DEFAULT, network.frameBytes());
        this.incoming = new CreditPool(network.memory() / 2, settings.channelBytes());
        this.outgoing = new CreditPool(network.memory() / 4, settings.channelBytes());
        this.offer = new Connection.Offer(
                outlets,
                range -> new ServedRange(
                        new OutputReader(parts.outputs(), range), parts.io(), permits, network.frameBytes()),
                network.frameBytes());
        this.listening = listen(own);
        this.own = new Peer(own.name(), own.host(), ((InetSocketAddress) listening.localAddress()).getPort());
    }

    /**
     * Begins to listen.
     *
     * @param own with the port to listen on, 0 for any that is free
     */
    public static SocketExchange start(Peer own, Parts parts, ExchangeSettings settings) {
        return new SocketExchange(own, parts, settings);
    }

    @Override
    public Peer own() {
        return own;
    }

    @Override
    public SocketSender sender(ChannelAddress address) {
        var sender = new SocketSender(
                address, encoders, outgoing.open(), outlets, settings.network().frameBytes());
        outlets.add(sender);
        return sender;
    }

    @Override
    public Channel open(Peer writer, ChannelAddress address) {
        return openWanted(writer, address);
    }

    /** Reads what tasks left in another process. */
    public Channel open(Peer writer, PartitionRange range) {
        return openWanted(writer, range);
    }

    private Channel openWanted(Peer writer, Wanted wanted) {
        var channel = new SocketChannel(incoming.open());
        var unused = connect(writer).handle((connection, failure) -> {
            if (connection != null) {
                connection.open(channel, wanted);
            } else {
                channel.fail(new EngineException(
                        ErrorCode.CONNECTION, "cannot connect to " + writer + ": " + failure.getMessage(), failure));
            }
            return null;
        });
        return channel;
    }

    private CompletableFuture<Connection> connect(Peer peer) {
        var dialled = new CompletableFuture<Connection>();
        synchronized (connections) {
            var known = connections.putIfAbsent(peer.name(), dialled);
            if (known != null) {
                return known;
            }
        }
        dial(peer, dialled);
        return dialled;
    }

    private void dial(Peer peer, CompletableFuture<Connection> result) {
        var outcome = new Handshake.Outcome() {
            @Override
            public void authenticated(String name, ChannelPipeline pipeline) {
                result.complete(join(peer.toString(), name, pipeline));
            }

            @Override
            public void refused(EngineException why) {
                forget(peer.name(), result);
                result.completeExceptionally(why);
            }
        };
        new Bootstrap()
                .group(parts.loops())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.network().handshakeTimeout().toMillis())
                .handler(socket(Optional.of(peer), outcome))
                .connect(peer.host(), peer.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        forget(peer.name(), result);
                        result.completeExceptionally(connected.cause());
                    }
                });
    }

    private io.netty.channel.Channel listen(Peer at) {
        var bound = new ServerBootstrap()
                .group(parts.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(socket(Optional.empty(), new Handshake.Outcome() {
                    @Override
                    public void authenticated(String name, ChannelPipeline pipeline) {
                        var described = name + " at " + pipeline.channel().remoteAddress();
                        var connection = CompletableFuture.completedFuture(join(described, name, pipeline));
                        synchronized (connections) {
                            connections.putIfAbsent(name, connection);
                        }
                    }

                    @Override
                    public void refused(EngineException why) {
                        LOG.warn("refused a connection: {}", why.getMessage());
                    }
                }))
                .bind(at.host(), at.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot listen at " + at, bound.cause());
        }
        return bound.channel();
    }

    private ChannelInitializer<io.netty.channel.socket.SocketChannel> socket(
            Optional<Peer> server, Handshake.Outcome outcome) {
        var network = settings.network();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(io.netty.channel.socket.SocketChannel socket) {
                sockets.add(socket);
                socket.config()
                        .setTcpNoDelay(true)
                        .setKeepAlive(true)
                        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(network.frameBytes()))
                        .setWriteBufferWaterMark(
                                new WriteBufferWaterMark(network.frameBytes(), 2 * network.frameBytes()));
                parts.tls()
                        .ifPresent(tls -> socket.pipeline()
                                .addLast(
                                        (server.isPresent() ? tls.client() : tls.server()).newHandler(socket.alloc())));
                socket.pipeline()
                        .addLast(server.map(peer ->
                                        Handshake.client(identity, peer.name(), network.handshakeTimeout(), outcome))
                                .orElseGet(() -> Handshake.server(identity, network.handshakeTimeout(), outcome)));
            }
        };
    }

    private Connection join(String described, String name, ChannelPipeline pipeline) {
        pipeline.channel().attr(PEER).set(name);
        var connection = new Connection(described, offer, lost -> forget(name, lost));
        pipeline.addLast(connection);
        return connection;
    }

    private void forget(String peer, Connection lost) {
        synchronized (connections) {
            var known = connections.get(peer);
            if (known != null && known.getNow(null) == lost) {
                connections.remove(peer);
            }
        }
    }

    private void forget(String peer, CompletableFuture<Connection> failed) {
        synchronized (connections) {
            connections.remove(peer, failed);
        }
    }

    @Override
    public void release(Predicate<ChannelAddress> unwanted) {
        outlets.release(unwanted);
    }

    /** Bytes that others may have on the way to here, or that wait here to be read. */
    long granted() {
        return incoming.granted();
    }

    /** What is kept of senders that have not sent all, and of readers without a sender. */
    int openChannels() {
        return outlets.size();
    }

    int openConnections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    @Override
    public void drop(String peer) {
        // not by the group's own close, after which it would close all that come
        sockets.stream().filter(socket -> peer.equals(socket.attr(PEER).get())).forEach(socket -> {
            var unused = socket.close();
        });
    }

    /** Closes all connections; what still uses them fails. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        sockets.close().awaitUninterruptibly();
        release(address -> true);
    }
}
