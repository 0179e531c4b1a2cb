package io.weir.yarn.client;

import io.weir.Nullable;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** Where a command runs, and who waits for its end. */
final class ProgramOptions {
    private static final String KEY_TAG = "weir-submit-key:";

    @CommandLine.Option(
            names = "--wait",
            order = 77,
            description = "The command runs in the ApplicationMaster; its output is shown and its exit code answered.")
    private boolean waits;

    @CommandLine.Option(
            names = "--detach",
            order = 78,
            description =
                    "The command runs in the ApplicationMaster, and nobody waits for it; the application is shown as JSON.")
    private boolean detached;

    @CommandLine.Option(
            names = "--submit-key",
            paramLabel = "KEY",
            order = 79,
            description =
                    "If an application with this key was begun before, it is waited for, or how it ended is answered; no second"
                            + " one begins. Runs in the ApplicationMaster. Upper and lower case are the same.")
    private @Nullable String submitKey;

    @CommandLine.Option(
            names = "--keep-on-exit",
            order = 80,
            description = "The application goes on when the waiting command is ended.")
    private boolean keepsOnExit;

    /** Whether the command is to run in the ApplicationMaster. */
    boolean runThere() {
        return waits || detached || submitKey != null;
    }

    boolean detached() {
        return detached;
    }

    boolean keepsOnExit() {
        return keepsOnExit;
    }

    Optional<String> keyTag() {
        return Optional.ofNullable(submitKey).map(key -> KEY_TAG + key.toLowerCase(Locale.ROOT));
    }
}
