package io.weir.cluster;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** TaskManagers that no job uses go back to where they came from after a while. Owned by the JobManager's thread. */
final class IdleTaskManagers {
    private final JobManagerParts parts;
    private final Map<String, Idle> idle = new HashMap<>();

    /** One time of idleness. */
    private static final class Idle {
        private boolean over;
    }

    IdleTaskManagers(JobManagerParts parts) {
        this.parts = parts;
    }

    /**
     * Looks who is idle.
     *
     * @param used those on which something runs, or that keep what is still read
     * @param wanted slots that are of use: as long as there are no more than that, an idle one may be needed at any moment
     * @param again calls for another look
     * @return those to let go
     */
    Set<String> look(TaskManagers taskManagers, Set<String> used, int wanted, Runnable again) {
        var there = new HashMap<String, Integer>();
        taskManagers.all().forEach(link -> there.put(link.name(), link.slots()));
        idle.keySet().retainAll(there.keySet());
        idle.keySet().removeAll(used);
        for (var name : there.keySet()) {
            if (!used.contains(name) && !idle.containsKey(name)) {
                begin(name, again);
            }
        }
        var slots = there.values().stream().mapToInt(Integer::intValue).sum();
        var leaving = new LinkedHashSet<String>();
        for (var name : idle.keySet()) {
            if (idle.get(name).over && slots - there.get(name) >= wanted) {
                slots -= there.get(name);
                leaving.add(name);
            }
        }
        return leaving;
    }

    private void begin(String name, Runnable again) {
        var begun = new Idle();
        idle.put(name, begun);
        parts.timer()
                .after(
                        parts.settings().idleTimeout(),
                        () -> parts.mailbox().execute(() -> {
                            begun.over = true;
                            again.run();
                        }));
    }
}
