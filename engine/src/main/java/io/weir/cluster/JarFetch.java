package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.JobJar;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Gets jars from the process at the other end of a connection, which has them; piece by piece, each asked for. Any thread. */
final class JarFetch {
    private final JarStore store;
    private final ControlWire connection;

    /** By the jar's hash. Guarded by itself. */
    private final Map<String, Arriving> arriving = new HashMap<>();

    private record Arriving(JarStore.Draft draft, CompletableFuture<Void> done) {}

    JarFetch(JarStore store, ControlWire connection) {
        this.store = store;
        this.connection = connection;
    }

    /** Done once all of them are in the store. */
    CompletableFuture<Void> fetch(List<JobJar> jars) {
        return CompletableFuture.allOf(jars.stream().map(this::fetch).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> fetch(JobJar jar) {
        synchronized (arriving) {
            if (store.file(jar).isPresent()) {
                return CompletableFuture.completedFuture(null);
            }
            var known = arriving.get(jar.sha256());
            if (known != null) {
                return known.done();
            }
            var begun = new Arriving(store.new Draft(jar), new CompletableFuture<>());
            arriving.put(jar.sha256(), begun);
            connection.send(new ControlMessage.JarWanted(jar.sha256(), 0));
            return begun.done();
        }
    }

    /** The other end is no more. */
    void giveUp() {
        synchronized (arriving) {
            var lost = new EngineException(ErrorCode.CONNECTION, "the process that has the jars is lost");
            List.copyOf(arriving.values()).forEach(jar -> jar.done().completeExceptionally(lost));
            arriving.clear();
        }
    }

    void receive(ControlMessage.JarPiece piece) {
        synchronized (arriving) {
            var jar = arriving.get(piece.sha256());
            try {
                if (jar == null) {
                    // it failed before
                    return;
                } else if (!jar.draft().add(piece.bytes())) {
                    connection.send(new ControlMessage.JarWanted(
                            piece.sha256(), jar.draft().written()));
                    return;
                }
                arriving.remove(piece.sha256());
                jar.done().complete(null);
            } catch (IOException | RuntimeException failed) {
                arriving.remove(piece.sha256());
                jar.done().completeExceptionally(failed);
            }
        }
    }
}
