package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of what a process has written to its log, which goes with failures there.
 *
 * @param file empty if the process has none
 */
record LogTail(Optional<Path> file) {
    static final LogTail NONE = new LogTail(Optional.empty());

    private static final int LONGEST = 4096;

    /** Of this process, as whoever started it says in its environment. */
    static LogTail ofProcess() {
        return new LogTail(Optional.ofNullable(System.getenv("WEIR_LOG")).map(Path::of));
    }

    /** Seen in a stack trace, and found again in the other process. */
    private static final class Text extends Exception {
        private final String text;

        Text(String text) {
            super("the log of the process ends with:\n" + text, null, false, false);
            this.text = text;
        }
    }

    /** Puts a text with a failure, if there is any. */
    static EngineException with(EngineException failure, String text) {
        if (!text.isEmpty()) {
            failure.addSuppressed(new Text(text));
        }
        return failure;
    }

    /** The text that goes with a failure; empty if there is none. */
    static String of(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(Text.class::isInstance)
                .map(known -> ((Text) known).text)
                .findFirst()
                .orElse("");
    }

    /** Puts the log's end with a failure, unless it is a mistake of the user's or nobody's at all. */
    EngineException with(EngineException failure) {
        var ordinary = failure.code().type() == ErrorCode.Type.USER || failure.code() == ErrorCode.CANCELLED;
        return ordinary || file.isEmpty() ? failure : with(failure, read(file.get()));
    }

    /** Empty if it cannot be read: the failure itself is what counts. */
    private static String read(Path file) {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            var from = Math.max(0, log.length() - LONGEST);
            var bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
