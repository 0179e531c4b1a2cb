package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one commit changes: files that become part of the table, with their place in it, and files that no longer are. Paths are
 * relative to the table.
 */
record Manifest(List<String> added, List<Removed> removed) {
    private static final String FIRST = "weir commit 1";
    private static final String LAST = "end";

    /** A file as it was when it was removed: another one that has come to its place since is not meant. */
    record Removed(String path, long length, long modified) {
        boolean is(FileEntry file) {
            return file.length() == length && file.modified() == modified;
        }
    }

    Manifest {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    byte[] encode() {
        var text = new StringBuilder(FIRST).append('\n');
        added.forEach(path -> text.append('+').append(escape(path)).append('\n'));
        for (var file : removed) {
            text.append('-')
                    .append(file.length())
                    .append(' ')
                    .append(file.modified())
                    .append(' ');
            text.append(escape(file.path())).append('\n');
        }
        return text.append(LAST).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String path) {
        return path.replace("%", "%25").replace("\n", "%0A");
    }

    static Manifest decode(String file, byte[] bytes) {
        var lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
        if (!lines[0].equals(FIRST) || !lines[lines.length - 1].equals(LAST)) {
            throw new EngineException(
                    ErrorCode.BAD_DATA, "not a manifest of a commit that is understood here: " + file);
        }
        var added = new ArrayList<String>();
        var removed = new ArrayList<Removed>();
        for (var line : List.of(lines).subList(1, lines.length - 1)) {
            if (line.charAt(0) == '+') {
                added.add(PartitionValues.unescape(line.substring(1)));
            } else {
                var parts = line.substring(1).split(" ", 3);
                var path = PartitionValues.unescape(parts[2]);
                removed.add(new Removed(path, Long.parseLong(parts[0]), Long.parseLong(parts[1])));
            }
        }
        return new Manifest(added, removed);
    }
}
