package io.weir.formats.file;

import io.weir.Nullable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summaries of the files seen last, shared by the whole process and bounded by the number of columns they describe. */
public final class FileSummaries {
    private static final long MAX_COLUMNS = 500_000;
    private static final FileSummaries SHARED = new FileSummaries(MAX_COLUMNS);

    private final long maxColumns;
    private final Map<Key, FileSummary> summaries = new LinkedHashMap<>(16, 0.75f, true);
    private long columns;

    FileSummaries(long maxColumns) {
        this.maxColumns = maxColumns;
    }

    /** A changed file has another length or another time of its last change, so an old summary is never answered for it. */
    private record Key(String format, FormatOptions options, String path, long length, long modified) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && path.equals(key.path)
                    && length == key.length
                    && modified == key.modified
                    && format.equals(key.format)
                    && options.equals(key.options);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + Long.hashCode(modified);
        }
    }

    public static FileSummaries shared() {
        return SHARED;
    }

    /** The summary of an open file. */
    public FileSummary get(Format format, FileInput input, FormatOptions options) throws IOException {
        var key = key(format, input.file(), options);
        var known = find(key);
        if (known != null) {
            return known;
        }
        var summary = format.summarize(input, options);
        keep(key, summary);
        return summary;
    }

    /** The summaries of many files, in their order; those not known yet are read in parallel. */
    List<FileSummary> all(Format format, TableFiles table, List<FileEntry> files, FormatOptions options) {
        var found = new HashMap<FileEntry, FileSummary>();
        var missing = new ArrayList<FileEntry>();
        for (var file : files) {
            var known = find(key(format, file, options));
            if (known == null) {
                missing.add(file);
            } else {
                found.put(file, known);
            }
        }
        var read = Parallel.map(missing, file -> summary(format, table, file, options));
        for (var i = 0; i < missing.size(); i++) {
            found.put(missing.get(i), read.get(i));
        }
        return files.stream().map(found::get).toList();
    }

    private FileSummary summary(Format format, TableFiles table, FileEntry file, FormatOptions options) {
        try (var input = table.open(file)) {
            return get(format, input, options);
        } catch (IOException e) {
            throw FileFailure.of("read", file.path(), e);
        }
    }

    private static Key key(Format format, FileEntry file, FormatOptions options) {
        return new Key(format.name(), options, file.path(), file.length(), file.modified());
    }

    private synchronized @Nullable FileSummary find(Key key) {
        return summaries.get(key);
    }

    private synchronized void keep(Key key, FileSummary summary) {
        if (summaries.putIfAbsent(key, summary) != null) {
            return;
        }
        columns += weight(summary);
        var eldest = summaries.values().iterator();
        while (columns > maxColumns && summaries.size() > 1) {
            columns -= weight(eldest.next());
            eldest.remove();
        }
    }

    private static long weight(FileSummary summary) {
        return summary.schema().size() + 1L;
    }
}
