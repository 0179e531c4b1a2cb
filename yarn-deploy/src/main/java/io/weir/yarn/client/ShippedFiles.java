package io.weir.yarn.client;

import io.weir.yarn.container.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What is shipped with an application. */
final class ShippedFiles {
    @CommandLine.Option(
            names = "--files",
            paramLabel = "FILE",
            order = 75,
            split = ",",
            description = "Files that all containers find in their working directory.")
    private List<Path> files = new ArrayList<>();

    @CommandLine.Option(
            names = "--archives",
            paramLabel = "FILE",
            order = 76,
            split = ",",
            description = "Archives that all containers find there unpacked, in a directory named as the file.")
    private List<Path> archives = new ArrayList<>();

    void ship(Staging staging) throws IOException {
        for (var file : files) {
            staging.put(Staging.Kind.FILE, String.valueOf(file.getFileName()), file);
        }
        for (var archive : archives) {
            staging.put(Staging.Kind.ARCHIVE, String.valueOf(archive.getFileName()), archive);
        }
    }
}
