package io.weir.table.catalog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells names of tables from locations of files. */
public final class PathNames {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
    private static final Set<String> ENDINGS =
            Set.of("parquet", "csv", "tsv", "json", "jsonl", "ndjson", "avro", "orc", "txt", "tbl");
    private static final Set<String> COMPRESSED = Set.of("gz", "gzip", "zst", "zstd", "snappy", "lz4", "bz2", "br");

    private PathNames() {}

    /** True for what holds a slash or a star, has a scheme, or ends like a file of data. */
    public static boolean isPath(String name) {
        return name.indexOf('/') >= 0
                || name.indexOf('*') >= 0
                || SCHEME.matcher(name).matches()
                || endsLikeData(name.toLowerCase(Locale.ROOT));
    }

    private static boolean endsLikeData(String name) {
        var dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return false;
        }
        var ending = name.substring(dot + 1);
        return ENDINGS.contains(ending) || COMPRESSED.contains(ending) && endsLikeData(name.substring(0, dot));
    }
}
