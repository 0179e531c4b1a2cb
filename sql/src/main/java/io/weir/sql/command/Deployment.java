package io.weir.sql.command;

import io.weir.graph.JobRunner;
import java.util.Map;

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
     * The command has ended, whether or not this began.
     *
     * @param cause one line; empty if there is nothing to say
     */
    void end(int exitCode, String cause);
}
