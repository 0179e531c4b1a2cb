package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.table.plan.Optimization;
import io.weir.table.statement.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a session has set. Immutable; what is not set has its standard value. */
public final class SessionSettings {
    public static final Setting<Integer> PARALLELISM = Setting.number(
            "parallelism",
            "the most tasks of one step of a query",
            Runtime.getRuntime().availableProcessors(),
            1,
            1024);
    public static final Setting<Integer> BATCH_ROWS =
            Setting.number("batch_rows", "rows of a full batch", Batch.DEFAULT_ROWS, 1, 65_536);
    public static final Setting<Long> OPERATOR_MEMORY = Setting.size(
            "operator_memory",
            "bytes that the operators of a query may keep before they spill to disk; 0: as much as the process has",
            0,
            1L << 20);
    public static final Setting<ZoneId> TIMEZONE = new Setting<>(
            "timezone",
            "the zone of current_date and of timestamps with time zone, as in Europe/Zurich",
            ZoneOffset.UTC,
            SessionSettings::zone,
            zone -> zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    public static final Setting<Long> TARGET_FILE_SIZE = Setting.size(
            "target_file_size", "about how large a file INSERT writes before it begins the next", 256L << 20, 1 << 10);
    public static final Setting<String> WAREHOUSE = new Setting<>(
            "warehouse",
            "the directory of tables created without a path; read when the session begins",
            "warehouse",
            text -> {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("a directory");
                }
                return text;
            },
            text -> text);

    public static final Setting<Boolean> MERGE_SCHEMA = Setting.flag(
            "merge_schema", "whether files of a table may have different columns; what one lacks is null", false);

    public static final Setting<Integer> SKEWED_PARTITION_FACTOR = Setting.number(
            "skewed_partition_factor",
            "how many times the median's bytes a partition has that several tasks read",
            5,
            1,
            1000);
    public static final Setting<Long> SKEWED_PARTITION_THRESHOLD = Setting.size(
            "skewed_partition_threshold",
            "how many bytes a partition has at least that several tasks read",
            256L << 20,
            1 << 10);

    private static final Map<Optimization, Setting<Boolean>> SWITCHES = Stream.of(Optimization.values())
            .collect(Collectors.toUnmodifiableMap(
                    optimization -> optimization,
                    optimization -> Setting.flag(optimization.key(), optimization.description(), true)));

    private static final List<Setting<?>> ALL = Stream.<Setting<?>>concat(
                    Stream.<Setting<?>>of(
                            PARALLELISM,
                            BATCH_ROWS,
                            OPERATOR_MEMORY,
                            TIMEZONE,
                            TARGET_FILE_SIZE,
                            WAREHOUSE,
                            MERGE_SCHEMA,
                            SKEWED_PARTITION_FACTOR,
                            SKEWED_PARTITION_THRESHOLD),
                    Stream.of(Optimization.values()).map(SWITCHES::get))
            .toList();

    /** Nothing is set. */
    public static final SessionSettings STANDARD = new SessionSettings(Map.of());

    private final Map<Setting<?>, Object> values;

    private SessionSettings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    public static List<Setting<?>> all() {
        return ALL;
    }

    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) values.getOrDefault(setting, setting.standard());
    }

    public <T> SessionSettings with(Setting<T> setting, T value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(setting, value);
        return new SessionSettings(changed);
    }

    public SessionSettings with(Optimization optimization, boolean on) {
        return with(Objects.requireNonNull(SWITCHES.get(optimization)), on);
    }

    public SessionSettings without(List<Optimization> optimizations) {
        var settings = this;
        for (var optimization : optimizations) {
            settings = settings.with(optimization, false);
        }
        return settings;
    }

    /** Those that are on. */
    public Set<Optimization> optimizations() {
        return SWITCHES.entrySet().stream()
                .filter(each -> get(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Fails with INVALID_OPTION on an unknown key and on a value that does not suit. */
    public SessionSettings with(String key, String value) {
        return parsed(find(key), value);
    }

    /** With the standard value for that key again. */
    public SessionSettings without(String key) {
        var changed = new LinkedHashMap<>(values);
        changed.remove(find(key));
        return new SessionSettings(changed);
    }

    /** The value as text. */
    public <T> String shown(Setting<T> setting) {
        return setting.show().apply(get(setting));
    }

    private <T> SessionSettings parsed(Setting<T> setting, String value) {
        try {
            return with(setting, setting.parse().apply(value));
        } catch (IllegalArgumentException unsuitable) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "the setting " + setting.key() + " takes " + unsuitable.getMessage() + ", not " + value,
                    unsuitable);
        }
    }

    private static Setting<?> find(String key) {
        var keys = ALL.stream().map(Setting::key).toList();
        return ALL.stream()
                .filter(setting -> setting.key().equals(key.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        ErrorCode.INVALID_OPTION, "no setting \"" + key + "\"" + Nearest.hint(key, keys)));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("a time zone, as in UTC, +02:00 or Europe/Zurich", unknown);
        }
    }
}
