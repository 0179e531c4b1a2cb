package io.weir.exchange;

import io.weir.ByteSize;
import io.weir.EngineException;
import io.weir.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How messages move between processes. Memory is given as a whole and divided among however many channels there are.
 *
 * @param memory bytes for what was sent and not yet read: half for what comes in, a quarter for what goes out, a quarter for reading
 *     files; at least 1 MB
 * @param frameBytes how much of a channel goes before it is another one's turn, 1 KB to 16 MB
 * @param gatherBytes how many bytes of rows a task gathers at most before it writes them to the file of a blocking edge, at least 1 MB
 * @param handshakeTimeout how long a new connection may take to prove that it knows the secret
 */
public record NetworkSettings(
        long memory, int frameBytes, Compression compression, long gatherBytes, Duration handshakeTimeout) {
    static final String MEMORY = "network.memory";
    static final String FRAME_BYTES = "network.frame_bytes";
    static final String COMPRESSION = "network.compression";
    static final String GATHER_BYTES = "network.gather_bytes";
    static final String HANDSHAKE_SECONDS = "network.handshake_seconds";

    public NetworkSettings {
        if (memory < 1 << 20
                || frameBytes < 1 << 10
                || frameBytes > 1 << 24
                || gatherBytes < 1 << 20
                || handshakeTimeout.isNegative()
                || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "network settings out of range: " + memory + " bytes, frames of " + frameBytes
                            + " bytes, rounds of " + gatherBytes + " bytes, " + handshakeTimeout + " for a handshake");
        }
    }

    public static NetworkSettings defaults() {
        return new NetworkSettings(64L << 20, 256 << 10, Compression.NONE, 64L << 20, Duration.ofSeconds(10));
    }

    /** Takes what is set for its keys and the defaults for the others. Fails with INVALID_OPTION on a value that does not suit. */
    public static NetworkSettings read(Map<String, String> values) {
        var defaults = defaults();
        try {
            return new NetworkSettings(
                    value(values, MEMORY, ByteSize::parse, defaults.memory),
                    value(values, FRAME_BYTES, text -> Math.toIntExact(ByteSize.parse(text)), defaults.frameBytes),
                    value(
                            values,
                            COMPRESSION,
                            text -> Compression.valueOf(text.toUpperCase(Locale.ROOT)),
                            defaults.compression),
                    value(values, GATHER_BYTES, ByteSize::parse, defaults.gatherBytes),
                    value(
                            values,
                            HANDSHAKE_SECONDS,
                            text -> Duration.ofSeconds(Long.parseLong(text)),
                            defaults.handshakeTimeout));
        } catch (IllegalArgumentException outOfRange) {
            throw new EngineException(ErrorCode.INVALID_OPTION, outOfRange.getMessage(), outOfRange);
        }
    }

    private static <T> T value(Map<String, String> values, String key, Function<String, T> parse, T standard) {
        var text = values.get(key);
        try {
            return text == null ? standard : parse.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw new IllegalArgumentException("the setting " + key + " cannot be " + text, unsuitable);
        }
    }
}
