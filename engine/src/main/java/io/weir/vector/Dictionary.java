package io.weir.vector;

import io.weir.Nullable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The distinct values behind dictionary vectors, with an identity: what was worked out for all entries once (a predicate's answers,
 * a function's results, the groups) is kept here under a key of the one who asks and lives as long as the dictionary. Several
 * threads may share a dictionary.
 */
public final class Dictionary {
    private final Vector values;
    private final ConcurrentHashMap<Object, Object> derived = new ConcurrentHashMap<>(4);
    private final ConcurrentHashMap<Object, AtomicLong> asked = new ConcurrentHashMap<>(4);

    /** Values is flat and may hold nulls. */
    public Dictionary(Vector values) {
        this.values = values;
    }

    public Vector values() {
        return values;
    }

    public int size() {
        return values.size();
    }

    /** What was worked out under that key, made now where it is not there yet. The key compares by its own equals. */
    @SuppressWarnings("unchecked")
    public <T> T derived(Object key, Supplier<T> make) {
        var known = (T) derived.get(key);
        if (known != null) {
            return known;
        }
        var made = make.get();
        var earlier = (T) derived.putIfAbsent(key, made);
        return earlier == null ? made : earlier;
    }

    /** What was worked out under that key, or null. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T known(Object key) {
        return (T) derived.get(key);
    }

    /**
     * Whether working something out for all entries pays: it does once the rows that asked for it outnumber the entries. Counts the
     * rows, so ask once a batch.
     */
    public boolean pays(Object key, int rows) {
        if (size() <= rows || derived.containsKey(key)) {
            return true;
        }
        return asked.computeIfAbsent(key, k -> new AtomicLong()).addAndGet(rows) >= size();
    }
}
