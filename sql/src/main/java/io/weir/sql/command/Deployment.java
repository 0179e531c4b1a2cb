package io.weir.sql.command;

import io.weir.graph.JobRunner;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A cluster that is started for a command. Its picocli options are those of every command with a session. Found by ServiceLoader.
 */
public interface Deployment {
    /** Whether the options ask for it. */
    boolean isChosen();

    /**
     * Begins. What it answers is closed with the session, what began goes on until {@link #end}.
     *
     * @param settings of the cluster, by key
     */
    JobRunner open(Map<String, String> settings);

    /**
     * Runs a command there rather than here, if the options ask for that or the command wants it; answers its exit code, 0 if nobody waits
     * for it.
     *
     * @param settings of the cluster, by key
     * @param wanted whether the command would rather run there
     */
    OptionalInt run(Map<String, String> settings, boolean wanted, Supplier<Errand> command);

    /**
     * The command has ended, whether or not this began.
     *
     * @param cause one line; empty if there is nothing to say
     */
    void end(int exitCode, String cause);
}
