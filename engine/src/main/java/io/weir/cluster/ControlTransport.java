package io.weir.cluster;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.socket.Handshake;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.Tls;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes control connections: the JobManager listens, all others connect to it. */
final class ControlTransport {
    /** The name that the JobManager proves to have. */
    static final String JOB_MANAGER = "job-manager";

    private static final Logger LOG = LoggerFactory.getLogger(ControlTransport.class);
    private static final String PURPOSE = "control";

    private final EventLoopGroup loops;
    private final Optional<Tls> tls;
    private final Handshake.Identity identity;
    private final Duration timeout;

    /** @param timeout after which a silent peer is lost; a handshake may take as long */
    ControlTransport(EventLoopGroup loops, Secret secret, Optional<Tls> tls, String name, Duration timeout) {
        this.loops = loops;
        this.tls = tls;
        this.identity = new Handshake.Identity(secret, PURPOSE, name, new SecureRandom());
        this.timeout = timeout;
    }

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param accept makes a receiver for each connection, from the peer's name
     */
    Channel listen(String host, int port, BiFunction<String, ControlConnection, ControlConnection.Receiver> accept) {
        var outcome = new Handshake.Outcome() {
            @Override
            public void authenticated(String peer, ChannelPipeline pipeline) {
                var unused = ControlConnection.on(pipeline, timeout, connection -> accept.apply(peer, connection));
            }

            @Override
            public void refused(EngineException why) {
                LOG.warn("refused a control connection: {}", why.getMessage());
            }
        };
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(handler(true, () -> Handshake.server(identity, timeout, outcome)))
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new EngineException(
                    ErrorCode.CONNECTION,
                    "cannot listen at " + host + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** Connects to the JobManager; waits. */
    ControlConnection connect(InetSocketAddress at, Function<ControlConnection, ControlConnection.Receiver> receiver) {
        var connected = new CompletableFuture<ControlConnection>();
        var outcome = new Handshake.Outcome() {
            @Override
            public void authenticated(String peer, ChannelPipeline pipeline) {
                connected.complete(ControlConnection.on(pipeline, timeout, receiver));
            }

            @Override
            public void refused(EngineException why) {
                connected.completeExceptionally(why);
            }
        };
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(handler(false, () -> Handshake.client(identity, JOB_MANAGER, timeout, outcome)))
                .connect(at)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        connected.completeExceptionally(done.cause());
                    }
                });
        try {
            return connected.join();
        } catch (CompletionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new EngineException(
                    ErrorCode.CONNECTION,
                    "cannot connect to the JobManager at " + at.getHostString() + ":" + at.getPort() + ": "
                            + cause.getMessage(),
                    cause);
        }
    }

    private ChannelInitializer<SocketChannel> handler(boolean server, Supplier<Handshake> handshake) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel socket) {
                socket.config().setTcpNoDelay(true).setKeepAlive(true);
                tls.ifPresent(keys ->
                        socket.pipeline().addLast((server ? keys.server() : keys.client()).newHandler(socket.alloc())));
                socket.pipeline().addLast(handshake.get());
            }
        };
    }
}
