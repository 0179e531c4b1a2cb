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

    Optional<TableEntry> find(String name) {
        var entry = entries.get(name);
        if (entry == null && location != null) {
            entry = files.directories(location).stream()
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .map(found -> new FileTableEntry(files, location + "/" + found, null, FormatOptions.NONE))
                    .orElse(null);
        }
        if (entry instanceof FileTableEntry table) {
            entry = table.reopened();
        }
        var statistics = analyzed.get(name);
        return entry instanceof ReadableTable table && statistics != null
                ? Optional.of(new AnalyzedTable(table, statistics))
                : Optional.ofNullable(entry);
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
