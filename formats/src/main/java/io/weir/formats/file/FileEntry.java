package io.weir.formats.file;

import java.io.Serializable;
import java.util.List;

/**
 * A file as the listing saw it.
 *
 * @param modified milliseconds since 1970; with the length it tells whether what is cached of the file still holds
 * @param hosts where its first block lies, empty if unknown
 */
public record FileEntry(String path, long length, long modified, List<String> hosts) implements Serializable {
    public FileEntry {
        hosts = List.copyOf(hosts);
    }
}
