package io.weir.memory;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for what does not fit into memory. Files in it vanish with the process that made them, or when closed. */
public record SpillDirectory(Path path) {
    /** A fresh file to write batches to. */
    public SpillFile create() {
        try {
            Files.createDirectories(path);
            return new SpillFile(Files.createTempFile(path, "spill-", ".batches"));
        } catch (IOException e) {
            throw new EngineException(ErrorCode.OUT_OF_DISK, "cannot create a spill file in " + path, e);
        }
    }
}
