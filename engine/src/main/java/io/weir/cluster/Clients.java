package io.weir.cluster;

import io.weir.graph.Job;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The clients of other processes and what they asked for. Both outlast a connection: a client that is lost may come again for a while,
 * and so may one that a former JobManager knew. Any thread.
 */
final class Clients {
    private final JobManager jobManager;
    private final JobManagerParts parts;

    /** By name. Guarded by this, as the others are. */
    private final Map<String, Presence> there = new HashMap<>();

    /** By key, which begins with the client's name. */
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    private Optional<Farewell> unheard = Optional.empty();
    private Optional<Consumer<Farewell>> farewells = Optional.empty();

    Clients(JobManager jobManager, JobManagerParts parts) {
        this.jobManager = jobManager;
        this.parts = parts;
    }

    /** @param times that it has come */
    private record Presence(Optional<RemoteClient> client, int times) {}

    /**
     * A job; or how it ended, if a former JobManager knew it; or what that left of it, if it waits for its client.
     *
     * @param release lets go what belongs to the job
     */
    record Asked(
            String id, Optional<LocalJob> job, Optional<Outcome> end, Optional<RecoveredJob> former, Runnable release) {
        static Asked running(LocalJob job, Runnable release) {
            return new Asked(job.id(), Optional.of(job), Optional.empty(), Optional.empty(), release);
        }

        static Asked ended(String id, Outcome end) {
            return new Asked(id, Optional.empty(), Optional.of(end), Optional.empty(), () -> {});
        }

        static Asked waiting(RecoveredJob former) {
            return new Asked(former.id(), Optional.empty(), Optional.empty(), Optional.of(former), () -> {});
        }
    }

    static String nameOf(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf(' ')));
    }

    /** What a former JobManager knew; its client is expected from now on. */
    synchronized void recovered(String key, Asked what) {
        asked.put(key, what);
        if (there.putIfAbsent(nameOf(key), new Presence(Optional.empty(), 0)) == null) {
            expect(nameOf(key), 0, "it did not come after the JobManager was another one");
        }
    }

    synchronized void came(RemoteClient client) {
        var times = there.getOrDefault(client.name(), new Presence(Optional.empty(), 0))
                .times();
        there.put(client.name(), new Presence(Optional.of(client), times + 1));
    }

    /** False once it was lost, and may have come again by another connection. */
    synchronized boolean isPresent(RemoteClient client) {
        var present = there.get(client.name());
        return present != null && present.client().equals(Optional.of(client));
    }

    /** It may have come again already. */
    synchronized void lost(RemoteClient client, String reason) {
        var present = there.get(client.name());
        if (present != null && present.client().equals(Optional.of(client))) {
            there.put(client.name(), new Presence(Optional.empty(), present.times()));
            expect(client.name(), present.times(), "the client was lost: " + reason);
        }
    }

    private void expect(String name, int times, String reason) {
        parts.timer().after(parts.settings().takeover(), () -> {
            synchronized (this) {
                if (!new Presence(Optional.empty(), times).equals(there.get(name))) {
                    return;
                }
                there.remove(name);
            }
            giveUp(name);
            farewell(Farewell.failure(reason));
        });
    }

    private void giveUp(String name) {
        List<String> keys;
        synchronized (this) {
            keys = asked.keySet().stream()
                    .filter(key -> nameOf(key).equals(name))
                    .toList();
        }
        keys.forEach(key -> {
            job(key).ifPresent(LocalJob::cancel);
            job(key).ifPresentOrElse(job -> job.result().onEnd(outcome -> heard(key)), () -> heard(key));
        });
    }

    /** It says how it went, and will not come again. Answers once that will outlast this process. Blocks. */
    void left(RemoteClient client, Farewell farewell) {
        synchronized (this) {
            there.remove(client.name());
        }
        giveUp(client.name());
        parts.journal().add(new JournalRecord.Left(farewell));
        parts.journal().confirm();
    }

    /** Tells the listener, or the one that will come. */
    void farewell(Farewell farewell) {
        Optional<Consumer<Farewell>> listener;
        synchronized (this) {
            listener = farewells;
            unheard = listener.isPresent() ? Optional.empty() : Optional.of(farewell);
        }
        listener.ifPresent(present -> present.accept(farewell));
    }

    void onFarewell(Consumer<Farewell> listener) {
        Optional<Farewell> known;
        synchronized (this) {
            farewells = Optional.of(listener);
            known = unheard;
        }
        known.ifPresent(listener);
    }

    /** What was asked under that key, begun if it is new or was waiting. */
    synchronized Asked ask(String key, Function<Optional<RecoveredJob>, Asked> begin) {
        var known = asked.get(key);
        if (known == null || known.former().isPresent()) {
            known = begin.apply(Optional.ofNullable(known).flatMap(Asked::former));
            asked.put(key, known);
        }
        return known;
    }

    /** It ended under a former JobManager, whose rows nobody has: asked anew. */
    synchronized Asked again(String key, Supplier<Asked> begin) {
        var begun = begin.get();
        asked.put(key, begun);
        return begun;
    }

    synchronized Optional<LocalJob> job(String key) {
        return Optional.ofNullable(asked.get(key)).flatMap(Asked::job);
    }

    /** The client knows the end and has the rows, or never will. */
    void heard(String key) {
        Asked ended;
        synchronized (this) {
            ended = asked.remove(key);
        }
        if (ended != null) {
            ended.job().ifPresent(job -> job.result().close());
            ended.former().ifPresent(job -> jobManager.dismiss(job.id()));
            ended.release().run();
            parts.journal().add(new JournalRecord.Forgotten(ended.id()));
        }
    }

    /** Tells how far jobs of a client are that have not ended. */
    void report(String name, BiConsumer<String, Job.Progress> tell) {
        Map<String, Asked> all;
        synchronized (this) {
            all = Map.copyOf(asked);
        }
        all.forEach((key, what) -> what.job()
                .filter(job -> nameOf(key).equals(name) && job.result().outcome() == null)
                .ifPresent(job -> tell.accept(key, job.progress())));
    }

    void reportAll() {
        List<RemoteClient> present;
        synchronized (this) {
            present = there.values().stream()
                    .flatMap(presence -> presence.client().stream())
                    .toList();
        }
        present.forEach(RemoteClient::report);
    }

    synchronized boolean isEmpty() {
        return there.isEmpty();
    }
}
