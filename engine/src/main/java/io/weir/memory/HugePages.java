package io.weir.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Pages of megabytes, with which tables of millions of groups are read 2.5 to 3 times as fast: whether the kernel lets memory have them. */
public final class HugePages {
    private static final Path KERNEL = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private static final Path PROCESS = Path.of("/proc/self/cmdline");
    private static final String OPTION = "-XX:+UseTransparentHugePages";

    private HugePages() {}

    /** What to tell the user where the kernel forbids them to a process that wants them; empty where it does not, or does not say. */
    public static Optional<String> warning() {
        return warning(KERNEL, PROCESS);
    }

    /** @param process its command line */
    static Optional<String> warning(Path kernel, Path process) {
        try {
            return Files.readString(kernel).contains("[never]")
                            && Files.readString(process).contains(OPTION)
                    ? Optional.of(
                            "warning: the kernel forbids huge pages, so that large queries take longer; to allow them:"
                                    + " echo madvise > " + kernel)
                    : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
