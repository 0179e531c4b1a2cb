package io.weir.relational;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** What was made for the pages used last; made again when it is needed again. */
final class RecentPages<T> {
    /** The page at hand, and two for each end of frames that move along with it. */
    static final int CAPACITY = 6;

    private final IntFunction<T> maker;
    private final Map<Integer, T> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, T> eldest) {
            return size() > CAPACITY;
        }
    };

    RecentPages(IntFunction<T> maker) {
        this.maker = maker;
    }

    T get(int page) {
        var known = kept.get(page);
        if (known == null) {
            known = maker.apply(page);
            kept.put(page, known);
        }
        return known;
    }
}
