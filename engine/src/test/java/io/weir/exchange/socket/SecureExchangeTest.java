package io.weir.exchange.socket;

import static io.weir.exchange.socket.Processes.address;
import static io.weir.exchange.socket.Processes.readAll;
import static io.weir.exchange.socket.Processes.send;
import static io.weir.exchange.socket.Processes.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Compression;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.NetworkSettings;
import io.weir.flow.Signal;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import io.weir.testing.Types;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SecureExchangeTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path directory;

    private static Tls ours;
    private static Tls foreign;

    private final Processes processes = new Processes();
    private final ExchangeSettings settings = Processes.small(Compression.NONE);

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = tls("ours");
        foreign = tls("foreign");
    }

    private static Tls tls(String name) throws Exception {
        var file = directory.resolve(name);
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "weir",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-validity",
                        "100",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "password")
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return Tls.of(store, PASSWORD);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private SocketExchange start(String name, Optional<Tls> tls) {
        return processes.start(name, settings, Processes.SECRET, tls);
    }

    @Test
    void encryptedChannelsBringWhatWasSent() throws Exception {
        for (var compression : Compression.values()) {
            var network = Processes.settings(4 << 20, 32 << 10, compression);
            var from = processes.start("a " + compression, network, Processes.SECRET, Optional.of(ours));
            var to = processes.start("b " + compression, network, Processes.SECRET, Optional.of(ours));
            for (var channel = 0; channel < 5; channel++) {
                var sender = from.sender(address(channel, channel));
                var reader = to.open(from.own(), address(channel, channel));
                var received = processes.async(() -> readAll(reader));
                var random = new RandomBatches(channel);
                var sent = new ArrayList<String>();
                for (var i = 0; i < 100; i++) {
                    var batch = random.of(List.of(Types.parse("varchar"), Types.parse("bigint")), 600);
                    sent.addAll(Batches.lines(batch));
                    send(sender, batch);
                }
                send(sender, new Signal.EndOfInput());
                assertEquals(sent, received.get());
            }
        }
    }

    /** What a refused process asked for reaches nobody. */
    private void assertRefused(SocketExchange from, SocketExchange to, String reason) throws Exception {
        var sender = from.sender(address(1, 1));
        sender.send(Batches.of("a:int\n1"));
        var reader = to.open(from.own(), address(1, 1));
        var refused = assertThrows(EngineException.class, () -> take(reader));
        assertEquals(ErrorCode.CONNECTION, refused.code());
        assertTrue(refused.getMessage().contains(from.own().toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(sender.waitingBytes() > 0);
        assertEquals(0, from.openConnections());
        assertEquals(0, to.openConnections());
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefused() throws Exception {
        var other = Secret.of("another sixteen bytes".getBytes(StandardCharsets.UTF_8));
        for (var tls : List.of(Optional.<Tls>empty(), Optional.of(ours))) {
            var from = processes.start("a" + tls.isPresent(), settings, Processes.SECRET, tls);
            var to = processes.start("b" + tls.isPresent(), settings, other, tls);
            assertRefused(from, to, "does not know the secret");
        }
    }

    @Test
    void whoHasAnotherKeyOrNoneIsRefused() throws Exception {
        assertRefused(start("a", Optional.of(ours)), start("b", Optional.of(foreign)), "");
        assertRefused(start("c", Optional.of(ours)), start("d", Optional.empty()), "");
        assertRefused(start("e", Optional.empty()), start("f", Optional.of(ours)), "");
    }

    @Test
    void anotherProcessAtTheAddressIsRefused() throws Exception {
        var from = start("a", Optional.empty());
        var to = start("b", Optional.empty());
        var reader = to.open(new Peer("gone", "127.0.0.1", from.own().port()), address(1, 1));
        var refused = assertThrows(EngineException.class, () -> take(reader));
        assertTrue(refused.getMessage().contains("another process listens there, a"), refused.getMessage());
    }

    @Test
    void strangersAreClosedAndDisturbNobody() throws Exception {
        var network = new NetworkSettings(1 << 20, 1 << 10, Compression.NONE, 1 << 20, Duration.ofMillis(300));
        var from = processes.start("a", new ExchangeSettings(8, 1 << 20, network));
        var to = processes.start("b", settings);
        var sender = from.sender(address(1, 1));
        var reader = to.open(from.own(), address(1, 1));
        sender.send(Batches.of("a:int\n1"));
        take(reader);
        var random = new Random(1);
        for (var i = 0; i < 20; i++) {
            try (var stranger =
                    new Socket(InetAddress.getLoopbackAddress(), from.own().port())) {
                var bytes = new byte[random.nextInt(3) * 400];
                random.nextBytes(bytes);
                stranger.getOutputStream().write(bytes);
                // the last ones say nothing, and are closed after a while
                assertEquals(-1, end(stranger));
            }
        }
        sender.send(Batches.of("a:int\n2"));
        sender.send(new Signal.EndOfInput());
        assertEquals(List.of("2"), readAll(reader));
    }

    private static int end(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (java.io.IOException reset) {
            return -1;
        }
    }
}
