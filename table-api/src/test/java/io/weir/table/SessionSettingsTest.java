package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ByteSize;
import io.weir.EngineException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSettingsTest {
    @Test
    void theStandardValuesAreThese() {
        var shown = SessionSettings.all().stream()
                .filter(setting -> !setting.equals(SessionSettings.PARALLELISM))
                .map(setting -> setting.key() + " = " + SessionSettings.STANDARD.shown(setting))
                .collect(Collectors.joining("\n"));
        assertThat(shown).isEqualTo("""
                        batch_rows = 2048
                        operator_memory = 0
                        timezone = UTC
                        target_file_size = 256mb
                        warehouse = warehouse
                        merge_schema = false
                        skewed_partition_factor = 5
                        skewed_partition_threshold = 256mb
                        join_reordering = true
                        filter_pushdown = true
                        implied_filters = true
                        statistics_pruning = true
                        column_pruning = true
                        aggregation_pushdown = true
                        limit_pushdown = true
                        subplan_reuse = true
                        exchange_elimination = true
                        partial_aggregation = true
                        broadcast_join = true
                        skew_join = true
                        runtime_filters = true""");
        assertThat(SessionSettings.STANDARD.get(SessionSettings.PARALLELISM))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism, 16, 16",
        "BATCH_ROWS, 1, 1",
        "operator_memory, 64 MB, 64mb",
        "operator_memory, 0, 0",
        "timezone, +02:00, +02:00",
        "target_file_size, 1g, 1.0gb",
        "warehouse, /data, /data",
        "merge_schema, TRUE, true",
        "join_reordering, FALSE, false"
    })
    void whatIsSetIsShown(String key, String value, String shown) {
        var settings = SessionSettings.STANDARD.with(key, value);
        var setting = SessionSettings.all().stream()
                .filter(known -> known.key().equalsIgnoreCase(key))
                .findFirst()
                .orElseThrow();
        assertThat(settings.shown(setting)).isEqualTo(shown);
        assertThat(settings.without(key).shown(setting)).isEqualTo(SessionSettings.STANDARD.shown(setting));
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism, 0",
        "parallelism, 1025",
        "parallelism, two",
        "batch_rows, 65537",
        "operator_memory, 1",
        "operator_memory, -1",
        "operator_memory, 1pb",
        "timezone, Mars/Base",
        "target_file_size, 10",
        "merge_schema, yes"
    })
    void whatDoesNotSuitIsRefused(String key, String value) {
        assertThatThrownBy(() -> SessionSettings.STANDARD.with(key, value))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("the setting " + key + " takes ")
                .hasMessageEndingWith(", not " + value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KB", "67108864, 64 MB", "1610612736, 1.5 GB"})
    void sizesAreShownForPeople(long bytes, String shown) {
        assertThat(ByteSize.show(bytes)).isEqualTo(shown);
    }
}
