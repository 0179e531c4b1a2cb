package io.weir.table.catalog;

import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.TableStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one schema holds: entries made here and, if it is a directory, one table for each directory in it. */
final class Namespace {
    private final FileTables files;
    private final @Nullable String location;
    private final Map<String, TableEntry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, TableStatistics> analyzed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Namespace(FileTables files, @Nullable String location) {
        this.files = files;
        this.location = location;
    }

    Set<String> names() {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(entries.keySet());
        if (location != null) {
            names.addAll(files.directories(location));
        }
        return names;
    }

    @Nullable
    String location() {
        return location;
    }

    Optional<TableEntry> find(String name) {
        var statistics = analyzed.get(name);
        return entry(name)
                .map(entry -> entry instanceof ReadableTable table && statistics != null
                        ? new AnalyzedTable(table, statistics)
                        : entry);
    }

    /** What is behind a name, without statistics that were worked out for it. */
    Optional<TableEntry> entry(String name) {
        var entry = entries.get(name);
        if (entry == null && location != null) {
            entry = files.directories(location).stream()
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .map(found -> new FileTableEntry(files, location + "/" + found, null, FormatOptions.NONE))
                    .orElse(null);
        }
        return Optional.ofNullable(entry instanceof FileTableEntry table ? table.reopened() : entry);
    }

    void put(String name, TableEntry entry) {
        entries.put(name, entry);
        analyzed.remove(name);
    }

    boolean remove(String name) {
        analyzed.remove(name);
        return entries.remove(name) != null;
    }

    void statistics(String name, TableStatistics statistics) {
        analyzed.put(name, statistics);
    }
}
