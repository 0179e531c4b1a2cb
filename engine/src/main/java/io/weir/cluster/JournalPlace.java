package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where a JobManager finds what the one before it left, and leaves the same for the next one.
 *
 * @param directory as its file system names it; empty if nothing is left
 */
public record JournalPlace(Optional<String> directory) {
    public static JournalPlace none() {
        return new JournalPlace(Optional.empty());
    }

    public static JournalPlace in(String directory) {
        return new JournalPlace(Optional.of(directory));
    }

    /** From now on the caller is the JobManager. Blocks. */
    JobJournal begin(Executor io) {
        if (directory.isEmpty()) {
            return JobJournal.none();
        }
        try {
            return JobJournal.of(JobStore.found().begin(directory.get()), io);
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot keep records of jobs in " + directory.get() + ": " + e, e);
        }
    }
}
