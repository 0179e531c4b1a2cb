package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a table's WITH clause, keys lower case, and the schema that was declared, null if types come from the files.
 */
public record FormatOptions(
        Map<String, String> values, @Nullable Schema declared) implements Serializable {
    /** Whether the files of a table may have different columns; what one lacks is null. */
    public static final String MERGE_SCHEMA = "merge_schema";

    public static final FormatOptions NONE = new FormatOptions(Map.of(), null);
    private static final Set<String> OF_TABLES = Set.of(SinkTarget.FILE_BYTES, MERGE_SCHEMA);

    public FormatOptions {
        values = Map.copyOf(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormatOptions options
                && values.equals(options.values)
                && Objects.equals(declared, options.declared);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + Objects.hashCode(declared);
    }

    public String get(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    public long number(String key, long fallback) {
        var text = values.get(key);
        if (text == null) {
            return fallback;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new EngineException(ErrorCode.INVALID_OPTION, "the option " + key + " is a number, not " + text, e);
        }
    }

    boolean flag(String key) {
        var text = values.getOrDefault(key, "false");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new EngineException(ErrorCode.INVALID_OPTION, "the option " + key + " is true or false, not " + text);
        }
        return Boolean.parseBoolean(text);
    }

    /** With a value for the key if it has none. */
    public FormatOptions withUsual(String key, String value) {
        var completed = new HashMap<>(values);
        completed.putIfAbsent(key, value);
        return new FormatOptions(completed, declared);
    }

    /** Without those that are for tables of any format. */
    FormatOptions ofFormat() {
        var left = new HashMap<>(values);
        left.keySet().removeAll(OF_TABLES);
        return new FormatOptions(left, declared);
    }

    /** The keys given that are not in {@code known}, sorted: each is a user's mistake. */
    public Set<String> unknown(Set<String> known) {
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        return unknown;
    }
}
