package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The options that every process of a cluster takes, its clients included. */
final class ClusterOptions {
    private static final String SECRET_FILE = "WEIR_SECRET_FILE";
    private static final String KEY_STORE = "tls.key_store";
    private static final String PASSWORD_FILE = "tls.password_file";

    @CommandLine.Option(
            names = "--secret-file",
            paramLabel = "FILE",
            order = 40,
            description = "What all processes of the cluster know, 16 bytes or more; without it $$" + SECRET_FILE + ".")
    private @Nullable Path secretFile;

    @CommandLine.Option(
            names = "--conf",
            paramLabel = "FILE",
            order = 41,
            description = "Settings of the cluster, a line KEY=VALUE each.")
    private @Nullable Path conf;

    @CommandLine.Option(
            names = "--tls-key-store",
            paramLabel = "FILE",
            order = 42,
            description =
                    "Encrypts all connections with the key of this PKCS12 store, the same for all processes of the cluster; without"
                            + " it the setting " + KEY_STORE + ".")
    private @Nullable Path keyStore;

    @CommandLine.Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            order = 43,
            description = "The first line is the password of that store; without it the setting " + PASSWORD_FILE + ".")
    private @Nullable Path passwordFile;

    /** Empty if connections are not encrypted. */
    Optional<Tls> tls() {
        var values = values();
        var store = keyStore == null ? values.get(KEY_STORE) : keyStore.toString();
        var password = passwordFile == null ? values.get(PASSWORD_FILE) : passwordFile.toString();
        if (store == null) {
            return Optional.empty();
        } else if (password == null) {
            throw new EngineException(ErrorCode.INVALID_OPTION, "--tls-key-store needs --tls-password-file");
        }
        try {
            var line = Files.readString(Path.of(password)).lines().findFirst().orElse("");
            return Optional.of(Tls.of(Files.readAllBytes(Path.of(store)), line.toCharArray()));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "cannot use the key store " + store + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    Secret secret() {
        var environment = System.getenv(SECRET_FILE);
        var file = secretFile == null && environment != null ? Path.of(environment) : secretFile;
        if (file == null) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "--secret-file is needed where there is a cluster, or " + SECRET_FILE);
        }
        try {
            return Secret.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new EngineException(ErrorCode.NOT_FOUND, "cannot read the secret: " + file, e);
        } catch (IllegalArgumentException tooShort) {
            throw new EngineException(ErrorCode.INVALID_OPTION, "--secret-file: " + tooShort.getMessage(), tooShort);
        }
    }

    ClusterSettings settings() {
        return ClusterSettings.read(values());
    }

    /** By key. */
    Map<String, String> values() {
        if (conf == null) {
            return Map.of();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(conf, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.NOT_FOUND, "cannot read the settings: " + conf, e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    static InetSocketAddress address(String option, String text) {
        var colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException noAddress) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, option + " takes HOST:PORT, not \"" + text + "\"", noAddress);
        }
    }
}
