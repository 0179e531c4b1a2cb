package io.weir.yarn.container;

import java.util.List;

/**
 * How the memory of a container is shared out, so that YARN has never a reason to end it: its size counts all pages of the process, not
 * just the heap. All in megabytes.
 *
 * @param overhead classes, compiled code, stacks, and what native codecs take
 */
public record ContainerMemory(int heap, int direct, int overhead) {
    private static final int LEAST_OVERHEAD = 192;
    private static final int LEAST_DIRECT = 64;
    private static final int LEAST_HEAP = 128;
    private static final int TENTH = 10;

    /** The least container that can be shared out. */
    public static final int LEAST = LEAST_OVERHEAD + LEAST_DIRECT + LEAST_HEAP;

    /** Of a container of that size, which is at least {@link #LEAST}. */
    public static ContainerMemory of(int container) {
        if (container < LEAST) {
            throw new IllegalArgumentException("a container of " + container + " MB, less than " + LEAST);
        }
        var overhead = Math.max(LEAST_OVERHEAD, container / TENTH);
        var direct = Math.max(LEAST_DIRECT, container / TENTH);
        return new ContainerMemory(container - overhead - direct, direct, overhead);
    }

    List<String> options() {
        return List.of("-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=" + direct + "m");
    }

    /** What operators may keep of the heap, in bytes, as a process of that heap decides too. */
    public long operators() {
        return ((long) heap << 20) / TENTH * 6;
    }
}
