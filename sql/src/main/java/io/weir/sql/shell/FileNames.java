package io.weir.sql.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What a path that is typed may go on with. */
final class FileNames {
    private FileNames() {}

    /** The files and directories whose paths begin so, those of directories with a slash at the end; hidden ones are left out. */
    static List<String> beginningWith(String begun) {
        var slash = begun.lastIndexOf('/') + 1;
        var parent = begun.substring(0, slash);
        var name = begun.substring(slash);
        try (var files = Files.list(Path.of(parent.isEmpty() ? "." : parent))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> !file.getFileName().toString().matches("[._].*"))
                    .map(file -> parent + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException | InvalidPathException noSuchDirectory) {
            return List.of();
        }
    }
}
