package io.weir.cluster;

import io.weir.exchange.ExchangeSettings;
import java.nio.file.Path;

/**
 * What a cluster inside one process may use.
 *
 * @param slots how many tasks of a stage run at once, each on a thread of its own; at least 1
 * @param operatorMemory bytes that operators may keep, all jobs together; at least 1
 * @param spillRoot where rows go that do not fit; several processes may share it
 */
public record LocalClusterSettings(int slots, long operatorMemory, Path spillRoot, ExchangeSettings exchange) {
    public LocalClusterSettings {
        if (slots < 1 || operatorMemory < 1) {
            throw new IllegalArgumentException(
                    "cluster settings out of range: " + slots + " slots, " + operatorMemory + " bytes");
        }
    }

    public LocalClusterSettings(int slots, long operatorMemory, Path spillRoot) {
        this(slots, operatorMemory, spillRoot, ExchangeSettings.defaults());
    }

    /** A thread a core, six tenths of the heap, the directory for temporary files. */
    public static LocalClusterSettings defaults() {
        var runtime = Runtime.getRuntime();
        var spill = Path.of(System.getProperty("java.io.tmpdir"), "weir-spill-" + System.getProperty("user.name"));
        return new LocalClusterSettings(runtime.availableProcessors(), runtime.maxMemory() / 10 * 6, spill);
    }
}
