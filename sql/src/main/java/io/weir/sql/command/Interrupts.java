package io.weir.sql.command;

import org.jline.utils.Signals;

/** What Ctrl-C and a polite request to end do. */
final class Interrupts {
    private static final int CANCELLED = 130;

    private Interrupts() {}

    /** Runs the action at the first Ctrl-C; the second one ends the process at once. */
    static void onInterrupt(Runnable action) {
        var asked = new boolean[1];
        Runnable handler = () -> {
            if (asked[0]) {
                Runtime.getRuntime().halt(CANCELLED);
            }
            asked[0] = true;
            action.run();
        };
        Signals.register("INT", handler);
        Signals.register("TERM", handler);
    }
}
