package io.weir.formats.parquet;

import io.weir.Nullable;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays that files are read and large pages are decompressed into, to be used again by others: to clear a new one costs as much as to
 * read it later, and several times that where the process never had the memory. They are given up where memory is short.
 */
final class PageBuffers {
    /** What is smaller is quickly had. */
    private static final int LEAST = 64 << 10;

    /** Of the heap, the part that may lie here. */
    private static final int PART_KEPT = 16;
    /** A larger array than so many times the size wanted is left for a page that needs it. */
    private static final int ROOMY = 4;

    /** Sizes between a power of two and the next. */
    private static final int STEPS = 8;

    private static final PageBuffers SHARED =
            new PageBuffers(Runtime.getRuntime().maxMemory() / PART_KEPT);

    private final Deque<Kept> free = new ArrayDeque<>();
    private final long mostBytes;
    private long bytesKept;

    private record Kept(int size, SoftReference<byte[]> bytes) {}

    /** @param mostBytes that lie there unused, at the most */
    PageBuffers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Those of the process. */
    static PageBuffers shared() {
        return SHARED;
    }

    /** An array of at least that size, with anything in it. */
    byte[] take(int size) {
        if (size < LEAST) {
            return new byte[size];
        }
        var found = find(size);
        return found == null ? new byte[rounded(size)] : found;
    }

    /** Sizes that differ little are made the same. */
    private static int rounded(int size) {
        var step = Integer.highestOneBit(size) / STEPS;
        return (int) Math.min(Integer.MAX_VALUE - step, (size + step - 1L) / step * step);
    }

    private synchronized byte @Nullable [] find(int size) {
        for (var each = free.iterator(); each.hasNext(); ) {
            var kept = each.next();
            var bytes = kept.bytes().get();
            var fits = kept.size() >= size && kept.size() / ROOMY <= size;
            if (fits || bytes == null) {
                each.remove();
                bytesKept -= kept.size();
            }
            if (fits && bytes != null) {
                return bytes;
            }
        }
        return null;
    }

    /** Nobody looks at the array any more. What has been here for longest makes room for it. */
    synchronized void giveBack(byte[] bytes) {
        if (bytes.length < LEAST || bytes.length > mostBytes) {
            return;
        }
        while (bytesKept + bytes.length > mostBytes) {
            bytesKept -= free.removeLast().size();
        }
        free.addFirst(new Kept(bytes.length, new SoftReference<>(bytes)));
        bytesKept += bytes.length;
    }
}
