package io.weir.cluster;

import io.weir.exchange.socket.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The TaskManagers that are there. Clients look at it from any thread, the JobManager's thread changes it. */
final class TaskManagers {
    private static final int MOST_FAILURES = 3;

    /** Guarded by this. */
    private final Map<String, TaskManagerLink> links = new LinkedHashMap<>();
    /** Failures of tasks lately, by the fault of whoever ran them. Guarded by this. */
    private final Map<String, Integer> failures = new HashMap<>();
    /** Tasks took long there, lately, that did not elsewhere. Guarded by this. */
    private final Map<String, Integer> slow = new HashMap<>();
    /** Guarded by this. */
    private boolean complete;

    synchronized void add(TaskManagerLink link) {
        links.put(link.name(), link);
        complete = false;
    }

    /** False if it is gone already. */
    synchronized boolean remove(String name) {
        complete = false;
        return links.remove(name) != null;
    }

    /** A task failed there. */
    synchronized void failed(String name) {
        failures.merge(name, 1, Integer::sum);
    }

    /** A failure is too long ago to count. */
    synchronized void forgive(String name) {
        failures.computeIfPresent(name, (known, count) -> count == 1 ? null : count - 1);
    }

    /** A task took long there that did not elsewhere. */
    synchronized void slow(String name) {
        slow.merge(name, 1, Integer::sum);
    }

    /** It is too long ago to count. */
    synchronized void forget(String name) {
        slow.computeIfPresent(name, (known, count) -> count == 1 ? null : count - 1);
    }

    /** Those that tasks may begin on: neither bad nor slow, or not bad at least. */
    synchronized List<TaskManagerLink> usable() {
        var bad = excluded();
        var good = links.values().stream()
                .filter(link -> !bad.contains(link.name()))
                .toList();
        var fast = good.stream().filter(link -> !slow.containsKey(link.name())).toList();
        return fast.isEmpty() ? good : fast;
    }

    /** Those on which tasks fail again and again, as long as there are others. */
    synchronized Set<String> excluded() {
        var bad = links.keySet().stream()
                .filter(name -> failures.getOrDefault(name, 0) >= MOST_FAILURES)
                .collect(Collectors.toSet());
        return bad.size() == links.size() ? Set.of() : bad;
    }

    /** Nobody else came in time, so that it is vain to wait again until one comes or goes. */
    synchronized void complete() {
        complete = true;
    }

    synchronized boolean areComplete() {
        return complete;
    }

    synchronized boolean has(String name) {
        return links.containsKey(name);
    }

    synchronized List<TaskManagerLink> all() {
        return List.copyOf(links.values());
    }

    /** A name for each slot, TaskManagers in turn. A task with the number of a slot goes there, so that tasks of one number are neighbours. */
    synchronized List<String> slots() {
        var names = new ArrayList<String>();
        var usable = usable();
        var most = usable.stream().mapToInt(TaskManagerLink::slots).max().orElse(0);
        for (var round = 0; round < most; round++) {
            for (var link : usable) {
                if (round < link.slots()) {
                    names.add(link.name());
                }
            }
        }
        return names;
    }

    synchronized TaskManagerLink get(String name) {
        return links.get(name);
    }

    /** The machine that it is on; empty if that is unknown. */
    synchronized String host(String name) {
        return Optional.ofNullable(links.get(name))
                .flatMap(TaskManagerLink::peer)
                .map(Peer::host)
                .orElse("");
    }

    synchronized Map<String, Peer> peers() {
        var peers = new HashMap<String, Peer>();
        links.values().forEach(link -> link.peer().ifPresent(peer -> peers.put(link.name(), peer)));
        return peers;
    }

    long memoryUsed(String job) {
        return all().stream().mapToLong(link -> link.memoryUsed(job)).sum();
    }

    /** What the least of them has. */
    long memory() {
        return all().stream().mapToLong(TaskManagerLink::memory).min().orElse(0);
    }
}
