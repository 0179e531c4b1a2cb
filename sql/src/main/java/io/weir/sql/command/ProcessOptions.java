package io.weir.sql.command;

import io.weir.Nullable;
import picocli.CommandLine;

/** The options that a process of a cluster takes as a session does. */
final class ProcessOptions {
    @CommandLine.Option(
            names = "--memory",
            paramLabel = "SIZE",
            order = 50,
            description = "The heap, as in 4g; without it 60 %% of the machine or container.")
    private @Nullable String memory;

    @CommandLine.Option(names = "--verbose", order = 53, description = "Shows the stack trace of an error.")
    private boolean verbose;

    void check() {
        SessionOptions.checkMemory(memory);
    }

    boolean verbose() {
        return verbose;
    }
}
