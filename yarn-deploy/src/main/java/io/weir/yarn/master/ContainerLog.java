package io.weir.yarn.master;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import org.apache.hadoop.yarn.api.records.Container;

/** Tells what was asked of YARN, came, was given back and ended: a line each, all of one form. */
final class ContainerLog {
    private final PrintStream out;
    private final Clock clock;

    ContainerLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Numbers of containers after what is told. */
    record Numbers(int held, int asked, int wanted) {}

    /**
     * @param what happened, one word
     * @param container its name, or - if it is not about one
     */
    void tell(String what, String container, String why, Numbers numbers) {
        out.println(String.format(
                Locale.ROOT,
                "%s container %s %s: %s (held %d, asked for %d, wanted %d)",
                clock.instant(),
                what,
                container,
                why,
                numbers.held,
                numbers.asked,
                numbers.wanted));
    }

    static String place(Container container) {
        return container.getResource().getMemorySize() + " MB on " + container.getNodeId();
    }
}
