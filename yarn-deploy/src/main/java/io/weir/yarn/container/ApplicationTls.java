package io.weir.yarn.container;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.socket.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The key of one application, with which its processes and clients encrypt their connections. Made by the client where the setting
 * {@code tls.enabled} is true; travels as the secret does.
 */
public final class ApplicationTls {
    private static final String ENABLED = "tls.enabled";
    private static final String STORE = "tls.store";
    private static final String PASSWORD = "tls.store_password";
    private static final int PASSWORD_BYTES = 16;

    private ApplicationTls() {}

    /** The settings with a new key among them, if they ask for one. */
    public static Map<String, String> with(Map<String, String> settings) {
        if (!Boolean.parseBoolean(settings.get(ENABLED))) {
            return settings;
        }
        var random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        var password = HexFormat.of().formatHex(random);
        var all = new HashMap<>(settings);
        all.put(STORE, Base64.getEncoder().encodeToString(make(password)));
        all.put(PASSWORD, password);
        return all;
    }

    /** The JDK has a tool for that, and no class. */
    private static byte[] make(String password) {
        try {
            var directory = Files.createTempDirectory("weir");
            var store = directory.resolve("store");
            var tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process = new ProcessBuilder(
                            tool,
                            "-genkeypair",
                            "-alias",
                            "weir",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=weir",
                            "-validity",
                            "3650",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass:env",
                            "WEIR_STORE_PASSWORD")
                    .redirectErrorStream(true);
            process.environment().put("WEIR_STORE_PASSWORD", password);
            var running = process.start();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new EngineException(ErrorCode.NOT_SUPPORTED, "keytool cannot make a key: " + said.strip());
            }
            var bytes = Files.readAllBytes(store);
            Files.delete(store);
            Files.delete(directory);
            return bytes;
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot make a key: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    /** What the settings have; empty if connections are not encrypted. */
    public static Optional<Tls> of(Map<String, String> settings) {
        var store = settings.get(STORE);
        if (store == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Tls.of(
                    Base64.getDecoder().decode(store), settings.get(PASSWORD).toCharArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new EngineException(ErrorCode.INTERNAL, "cannot use the key of the application", e);
        }
    }

    /** Of all settings only those of the key. */
    static Map<String, String> only(Map<String, String> settings) {
        var key = new HashMap<>(settings);
        key.keySet().retainAll(java.util.Set.of(STORE, PASSWORD));
        return key;
    }
}
