package io.weir.formats.parquet;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays that large pages are decompressed into, to be used again by other columns: to clear a new one costs as much as to read it
 * later. They are given up where memory is short.
 */
final class PageBuffers {
    /** What is smaller is quickly had. */
    private static final int LEAST = 64 << 10;

    private static final int MOST_KEPT = 32;
    /** A larger array than so many times the size wanted is left for a page that needs it. */
    private static final int ROOMY = 4;

    private static final PageBuffers SHARED = new PageBuffers();

    private final Deque<SoftReference<byte[]>> free = new ArrayDeque<>();

    /** Those of the process. */
    static PageBuffers shared() {
        return SHARED;
    }

    /** An array of at least that size, with anything in it. */
    byte[] take(int size) {
        var found = size < LEAST ? null : find(size);
        return found == null ? new byte[size] : found;
    }

    private synchronized byte @io.weir.Nullable [] find(int size) {
        for (var each = free.iterator(); each.hasNext(); ) {
            var bytes = each.next().get();
            var fits = bytes != null && bytes.length >= size && bytes.length / ROOMY <= size;
            if (fits || bytes == null) {
                each.remove();
            }
            if (fits) {
                return bytes;
            }
        }
        return null;
    }

    /** Nobody looks at the array any more. */
    synchronized void giveBack(byte[] bytes) {
        if (bytes.length >= LEAST && free.size() < MOST_KEPT) {
            free.addFirst(new SoftReference<>(bytes));
        }
    }
}
