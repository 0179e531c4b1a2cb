package io.weir.table.catalog;

import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import java.util.List;

/** Files as tables: the catalog's way to the file systems. */
public interface FileTables {
    /**
     * The files at a location as one table.
     *
     * @param location a file, a directory, a pattern, or a URI of one
     * @param format null: told by the files' names
     */
    ReadableTable open(String location, @Nullable String format, FormatOptions options);

    /** The names of the directories in a directory, sorted, hidden ones left out. */
    List<String> directories(String location);
}
