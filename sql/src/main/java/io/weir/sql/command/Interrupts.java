package io.weir.sql.command;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** What Ctrl-C and a polite request to end do. */
final class Interrupts {
    private static final int CANCELLED = 130;
    private static final long AGAIN_MILLIS = 100;

    private Interrupts() {}

    /**
     * Cancels at the first Ctrl-C, again and again so that a statement that is just about to begin is met too; the second one ends
     * the process at once.
     */
    static void cancelOnInterrupt(Runnable cancel, ScheduledExecutorService executor) {
        var asked = new boolean[1];
        Runnable handler = () -> {
            if (asked[0]) {
                Runtime.getRuntime().halt(CANCELLED);
            }
            asked[0] = true;
            var unused = executor.scheduleAtFixedRate(cancel, 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        };
        // what the library does for it a start need not wait for
        executor.execute(() -> {
            Signals.register("INT", handler);
            Signals.register("TERM", handler);
        });
    }
}
