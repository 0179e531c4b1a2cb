package io.weir.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
    @Test
    void theDefaultsAreThese() {
        var expected = new NetworkSettings(64L << 20, 256 << 10, Compression.NONE, 64L << 20, Duration.ofSeconds(10));
        assertThat(NetworkSettings.defaults()).isEqualTo(expected);
        assertThat(NetworkSettings.read(Map.of())).isEqualTo(expected);
        assertThat(ExchangeSettings.defaults()).isEqualTo(new ExchangeSettings(8, 4L << 20, expected));
    }

    @Test
    void everyKeyIsRead() {
        var read = NetworkSettings.read(Map.of(
                "network.memory", "2mb",
                "network.frame_bytes", " 64 kb ",
                "network.compression", "lz4",
                "network.gather_bytes", "3mb",
                "network.handshake_seconds", "7"));
        assertThat(read)
                .isEqualTo(new NetworkSettings(2 << 20, 64 << 10, Compression.LZ4, 3 << 20, Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "network.memory, 1000",
        "network.memory, much",
        "network.frame_bytes, 1023",
        "network.frame_bytes, 17mb",
        "network.frame_bytes, 4gb",
        "network.compression, zip",
        "network.gather_bytes, 1kb",
        "network.handshake_seconds, 0",
        "network.handshake_seconds, -1",
        "network.handshake_seconds, soon"
    })
    void whatDoesNotSuitIsRefused(String key, String value) {
        assertThatThrownBy(() -> NetworkSettings.read(Map.of(key, value))).isInstanceOf(EngineException.class);
    }
}
