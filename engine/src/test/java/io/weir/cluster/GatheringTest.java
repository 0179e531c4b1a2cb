package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.socket.Peer;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tasks stay where they begin, so that a job waits for TaskManagers that are on their way, but not for long. */
class GatheringTest {
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Map<String, Integer> begun = new TreeMap<>();

    private JobManager jobManager(int mostSlots) {
        var provisioner = new Provisioner() {
            @Override
            public void want(int slots) {}

            @Override
            public void release(String taskManager) {}

            @Override
            public int mostSlots() {
                return mostSlots;
            }
        };
        var retries = new JobManagerParts.Retries(4, Duration.ZERO, Duration.ofMinutes(1));
        var parts = new JobManagerParts(due::add, due::add, (delay, action) -> later.add(action), provisioner, retries);
        return new JobManager(parts, ExchangeSettings.defaults());
    }

    private void submit(JobManager jobManager, int parallelism) {
        var flow = new Flows()
                .scan(1, new Numbers(3, 30, new Numbers.Tally()))
                .stage(2)
                .blocking(1, 2, new Partitioning.Hash(List.of(0)))
                .answering(2);
        assertEquals(0, begun.size());
        var unused = jobManager.submit(flow, JobSettings.of(parallelism));
        runAll();
    }

    private void runAll() {
        while (!due.isEmpty()) {
            due.remove().run();
        }
    }

    private void come(JobManager jobManager, String name) {
        jobManager.came(new Begun(name));
        runAll();
    }

    /** Counts the tasks that begin there. */
    private final class Begun implements TaskManagerLink {
        private final String name;

        Begun(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public long memory() {
            return 1;
        }

        @Override
        public Optional<Peer> peer() {
            return Optional.empty();
        }

        @Override
        public void begin(JobBoard board, JobPlan plan, Placement placement, List<TaskId> tasks) {
            begun.merge(name, tasks.size(), Integer::sum);
        }

        @Override
        public void cancel(String job, List<TaskId> tasks) {}

        @Override
        public void close(String job) {}

        @Override
        public void drop(String peer) {}

        @Override
        public long memoryUsed(String job) {
            return 0;
        }
    }

    @Test
    void aJobBeginsOnAllTaskManagersThatItWants() {
        var jobManager = jobManager(4);
        submit(jobManager, 2);
        come(jobManager, "one");
        assertEquals(Map.of(), begun);
        come(jobManager, "two");
        assertEquals(Map.of("one", 1, "two", 1), begun);
    }

    @Test
    void itBeginsWithTheOneThatIsThereWhenNoOtherComes() {
        var jobManager = jobManager(4);
        submit(jobManager, 2);
        come(jobManager, "one");
        later.forEach(Runnable::run);
        runAll();
        assertEquals(Map.of("one", 2), begun);
    }

    @Test
    void itDoesNotWaitForMoreThanThereCanBe() {
        var jobManager = jobManager(1);
        submit(jobManager, 2);
        come(jobManager, "one");
        assertEquals(Map.of("one", 2), begun);
    }

    @Test
    void theNextJobDoesNotWaitForThoseThatDidNotCome() {
        var jobManager = jobManager(4);
        submit(jobManager, 2);
        come(jobManager, "one");
        later.forEach(Runnable::run);
        runAll();
        begun.clear();
        submit(jobManager, 2);
        assertEquals(Map.of("one", 2), begun);
    }
}
