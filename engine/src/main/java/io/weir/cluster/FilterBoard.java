package io.weir.cluster;

import io.weir.Nullable;
import io.weir.operator.RuntimeFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The runtime filters of a job: parts of all tasks are put together, then handed to the scans that listen. */
final class FilterBoard {
    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final List<Consumer<RuntimeFilter>> listeners = new ArrayList<>();
        private @Nullable RuntimeFilter filter;
        private final Set<Integer> tasks = new HashSet<>();
        private boolean complete;
    }

    /** A part of a task that ran before is as good as its part now, and counted once. */
    void publish(String name, int task, RuntimeFilter part, int partCount) {
        List<Consumer<RuntimeFilter>> listeners;
        RuntimeFilter whole;
        synchronized (this) {
            var entry = entries.computeIfAbsent(name, absent -> new Entry());
            if (entry.complete) {
                return;
            }
            whole = entry.filter == null ? part : entry.filter.or(part);
            entry.filter = whole;
            entry.tasks.add(task);
            if (entry.tasks.size() < partCount) {
                return;
            }
            entry.complete = true;
            listeners = List.copyOf(entry.listeners);
        }
        listeners.forEach(listener -> listener.accept(whole));
    }

    void listen(String name, Consumer<RuntimeFilter> listener) {
        RuntimeFilter known;
        synchronized (this) {
            var entry = entries.computeIfAbsent(name, absent -> new Entry());
            if (!entry.complete || entry.filter == null) {
                entry.listeners.add(listener);
                return;
            }
            known = entry.filter;
        }
        listener.accept(known);
    }
}
