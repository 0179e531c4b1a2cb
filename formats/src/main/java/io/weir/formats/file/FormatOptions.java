package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a table's WITH clause, keys lower case, and the schema that was declared, null if types come from the files.
 */
public record FormatOptions(
        Map<String, String> values, @Nullable Schema declared) implements Serializable {
    public static final FormatOptions NONE = new FormatOptions(Map.of(), null);

    public FormatOptions {
        values = Map.copyOf(values);
    }

    public String get(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    /** The keys given that are not in {@code known}, sorted: each is a user's mistake. */
    public Set<String> unknown(Set<String> known) {
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        return unknown;
    }
}
