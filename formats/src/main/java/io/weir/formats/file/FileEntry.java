package io.weir.formats.file;

import java.io.Serializable;
import java.util.List;

/**
 * A file as the listing saw it.
 *
 * @param modified milliseconds since 1970; with the length it tells whether what is cached of the file still holds
 * @param blocks where its bytes lie, in their order; empty if unknown
 */
public record FileEntry(String path, long length, long modified, List<Block> blocks) implements Serializable {
    public FileEntry {
        blocks = List.copyOf(blocks);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Long.hashCode(modified);
    }

    /** A run of bytes that the same machines have, up to the next one. */
    public record Block(long from, List<String> hosts) implements Serializable {
        public Block {
            hosts = List.copyOf(hosts);
        }
    }

    /** The same bytes under another name. */
    public FileEntry at(String otherPath) {
        return new FileEntry(otherPath, length, modified, blocks);
    }

    /** Where some byte lies. */
    List<String> hosts(long position) {
        var hosts = List.<String>of();
        for (var block : blocks) {
            if (block.from() <= position) {
                hosts = block.hosts();
            }
        }
        return hosts;
    }

    /** Without what only whoever hands out parts needs. */
    FileEntry bare() {
        return blocks.isEmpty() ? this : new FileEntry(path, length, modified, List.of());
    }
}
