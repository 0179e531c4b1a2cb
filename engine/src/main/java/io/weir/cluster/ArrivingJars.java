package io.weir.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Holds back what is said of a job until its jars are here. On the thread that performs what is said. */
final class ArrivingJars {
    private final JarStore store;
    private final JarFetch fetch;
    private final Executor turn;
    private final Consumer<ControlMessage> perform;

    /** By job. */
    private final Map<String, Deque<ControlMessage>> held = new HashMap<>();

    ArrivingJars(JarStore store, JarFetch fetch, Executor turn, Consumer<ControlMessage> perform) {
        this.store = store;
        this.fetch = fetch;
        this.turn = turn;
        this.perform = perform;
    }

    /** Performs it, now or later. */
    void pass(ControlMessage message) {
        var job = job(message);
        if (held.containsKey(job)) {
            held.get(job).add(message);
        } else if (message instanceof ControlMessage.Begin begin && !store.hasAll(begin.jars())) {
            held.put(job, new ArrayDeque<>(List.of(message)));
            // without them it fails, which is told as any failure is
            var unused = fetch.fetch(begin.jars()).whenComplete((there, missing) -> turn.execute(() -> goOn(job)));
        } else {
            perform.accept(message);
        }
    }

    private void goOn(String job) {
        held.remove(job).forEach(perform);
    }

    private static String job(ControlMessage message) {
        if (message instanceof ControlMessage.Begin begin) {
            return begin.job();
        } else if (message instanceof ControlMessage.CancelTasks cancel) {
            return cancel.job();
        } else if (message instanceof ControlMessage.CloseJob close) {
            return close.job();
        }
        return "";
    }
}
