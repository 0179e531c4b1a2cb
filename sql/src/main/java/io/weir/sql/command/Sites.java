package io.weir.sql.command;

import java.io.PrintStream;
import java.util.List;

/**
 * The clusters of a user that some system runs, and what it knows of them itself. Its picocli options are those of every command that looks
 * at clusters. Found by ServiceLoader.
 */
public interface Sites {
    /** Whether the options ask for it. */
    boolean isChosen();

    /** Those that can be asked now. */
    List<Site> running();

    /** Whether that names a cluster, of those that have ended too. */
    boolean names(String cluster);

    /** How a cluster is, as JSON. */
    String status(String cluster);

    /** Ends a cluster. */
    void cancel(String cluster);

    /** Writes what the processes of a cluster wrote. */
    void logs(String cluster, PrintStream out);
}
