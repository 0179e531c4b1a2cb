package io.weir.cluster;

import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Its tokens are the names of the runs that wrote. The commit fails if it should. */
record SimulatedSink(long books, int job, int stage, boolean fails) implements Sink {
    @Override
    public Writer open(SinkContext context) {
        throw new AssertionError("tasks are simulated");
    }

    @Override
    public Committer committer() {
        var written = Books.of(books).written(job);
        written.opened++;
        return new Committer() {
            @Override
            public long commit(long checkpoint, List<byte[]> tokens) {
                if (fails) {
                    throw new IllegalStateException("injected: the commit fails");
                }
                written.commits.merge(stage, 1, Integer::sum);
                var names = tokens.stream()
                        .map(token -> new String(token, StandardCharsets.UTF_8))
                        .sorted()
                        .toList();
                var before = written.committed.put(stage, names);
                if (before != null && !before.equals(names)) {
                    throw new AssertionError("committed first " + before + ", then " + names);
                }
                return tokens.size();
            }

            @Override
            public void abort(List<byte[]> tokens) {
                written.aborts.merge(stage, 1, Integer::sum);
                written.committed.remove(stage);
            }

            @Override
            public void close() {
                written.closed++;
            }
        };
    }
}
