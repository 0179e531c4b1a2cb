package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Failures of file systems as errors of the engine. */
public final class FileFailure {
    private FileFailure() {}

    /** {@code doing} is a verb in the infinitive: read, list, write. */
    public static EngineException of(String doing, String path, IOException failure) {
        if (isMissing(failure)) {
            return new EngineException(ErrorCode.NOT_FOUND, "no such file, cannot " + doing + " it: " + path, failure);
        }
        var detail = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new EngineException(ErrorCode.FILE_ACCESS, "cannot " + doing + " " + path + ": " + detail, failure);
    }

    static boolean isMissing(IOException failure) {
        return failure instanceof NoSuchFileException || failure instanceof FileNotFoundException;
    }
}
