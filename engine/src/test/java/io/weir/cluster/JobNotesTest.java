package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Partitioning;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a JobManager that follows is told of a job, and when. */
class JobNotesTest {
    private final List<byte[]> written = new ArrayList<>();
    private final ScriptedCluster cluster = new ScriptedCluster(
            1,
            new SchedulerSettings(4, Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(10), 0),
            Optional.of(new Term()));

    private final class Term implements JobStore.Term {
        @Override
        public int epoch() {
            return 1;
        }

        @Override
        public List<byte[]> records() {
            return List.of();
        }

        @Override
        public void lead(InetSocketAddress at) {}

        @Override
        public void append(List<byte[]> records) {
            written.addAll(records);
        }

        @Override
        public void rewrite(List<byte[]> records) {
            written.clear();
            written.addAll(records);
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void close() {}
    }

    private LocalJob submit() {
        var flow = new Flows()
                .scan(1, new Numbers(1, 10, new Numbers.Tally()))
                .sink(2, new Ledger(new Numbers.Tally(), -1))
                .blocking(1, 2, new Partitioning.Single())
                .writing();
        var job = cluster.submit(flow, 1);
        cluster.come("one");
        return job;
    }

    private <T extends JournalRecord> List<T> written(Class<T> kind) {
        return written.stream()
                .map(RecordCodec::record)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void aTaskThatWasCancelledHasNotEnded() {
        var job = submit();
        job.cancel();
        cluster.endCancelled();
        assertThat(written(JournalRecord.Ended.class)).hasSize(1);
        assertThat(written(JournalRecord.Done.class)).isEmpty();
    }

    @Test
    void theEndOfAJobIsWrittenBeforeAnybodyHearsOfIt() {
        var job = submit();
        var before = new ArrayList<JournalRecord.Ended>();
        job.result().onEnd(outcome -> before.addAll(written(JournalRecord.Ended.class)));
        cluster.end(1, 1);
        cluster.end(2, 0);
        assertThat(before).hasSize(1);
        assertThat(written(JournalRecord.Done.class)).hasSize(2);
    }
}
