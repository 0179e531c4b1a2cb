package io.weir.formats.file;

import java.io.IOException;
import java.util.List;

/**
 * The files at a location, as a reader sees them.
 *
 * @param location absolute: a file, a directory or a pattern
 * @param root the directory below which directories name partitions; the file itself if the location is one
 */
record TableFiles(FileStore store, String location, String root) {
    static TableFiles at(String location) {
        var absolute = FileStores.absolute(location);
        var store = FileStores.of(absolute);
        try {
            if (!PathPattern.isPattern(absolute) || store.exists(absolute)) {
                return new TableFiles(store, absolute, absolute);
            }
        } catch (IOException e) {
            throw FileFailure.of("look at", absolute, e);
        }
        var fixed = absolute.replaceAll("[^/]*[*?\\[{].*", "");
        return new TableFiles(store, absolute, fixed.length() > 1 ? fixed.substring(0, fixed.length() - 1) : fixed);
    }

    /** The files of a table whose root is known. */
    static TableFiles below(String root) {
        return new TableFiles(FileStores.of(root), root, root);
    }

    boolean isPattern() {
        return !location.equals(root);
    }

    List<FileEntry> list() {
        try {
            if (!isPattern()) {
                return commits().files(() -> store.list(location), path -> true);
            }
            var patterns = PathPattern.of(location);
            return commits()
                    .files(
                            () -> store.glob(location),
                            path -> patterns.stream().anyMatch(pattern -> pattern.covers(path)));
        } catch (IOException e) {
            throw FileFailure.of("list", location, e);
        }
    }

    private TableCommits commits() {
        return new TableCommits(store, root);
    }

    FileInput open(FileEntry file) {
        try {
            return commits().open(file);
        } catch (IOException e) {
            throw FileFailure.of("read", file.path(), e);
        }
    }
}
