package io.weir.cluster;

import io.weir.connector.Source;
import io.weir.exchange.RangeBounds;
import io.weir.exchange.SampledBounds;
import io.weir.exchange.Sender;
import io.weir.graph.EdgeStatistics;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Where the tasks of a job meet, in the process of the JobManager. Any thread. */
final class JobBoard implements JobLink {
    private final JobCounters counters;
    private final ResultChannel result;
    private final Consumer<JobEvent> events;
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final FilterBoard filters = new FilterBoard();
    private final Map<Integer, SplitQueue> splits = new ConcurrentHashMap<>();
    private final Map<Integer, SampledBounds> bounds = new ConcurrentHashMap<>();

    JobBoard(JobCounters counters, ResultChannel result, Consumer<JobEvent> events) {
        this.counters = counters;
        this.result = result;
        this.events = events;
    }

    JobCounters counters() {
        return counters;
    }

    ResultChannel result() {
        return result;
    }

    /** A TaskManager is about to run tasks of the job. */
    void place(String taskManager) {
        places.add(taskManager);
    }

    /** The TaskManagers that have run tasks, those that are gone too. */
    List<String> places() {
        return places.stream().sorted().toList();
    }

    void add(int stage, SplitQueue queue) {
        splits.put(stage, queue);
    }

    Map<Integer, SplitQueue> splits() {
        return Map.copyOf(splits);
    }

    /** An edge by ranges is about to be written. What was decided for it before stays. */
    void ranges(int edge, int writers, int targets) {
        bounds.computeIfAbsent(edge, absent -> {
            var sampled = new SampledBounds(writers, targets);
            var any = sampled.of(0);
            any.onKnown(() -> {
                var known = any.known();
                if (known != null) {
                    events.accept(new JobEvent.Bounded(edge, List.of(known)));
                }
            });
            return sampled;
        });
    }

    /** As a former JobManager has decided. */
    void ranges(int edge, List<byte[]> decided) {
        bounds.put(edge, SampledBounds.decided(decided));
    }

    @Override
    public void ended(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        events.accept(new JobEvent.TaskEnded(end, left));
    }

    /** Tells the job what happened, from any thread. */
    void tell(JobEvent event) {
        events.accept(event);
    }

    @Override
    public SplitSupply splits(TaskId task) {
        return splits.get(task.stage()).of(task);
    }

    /** A split was read to its end; it has so many bytes. */
    void finished(long bytes) {
        counters.scans().splitsDone.incrementAndGet();
        counters.scans().bytesDone.addAndGet(bytes);
    }

    void finished(Source.Split split) {
        finished(split.bytes());
    }

    @Override
    public void publish(String filter, TaskId task, RuntimeFilter part, int parts) {
        filters.publish(filter, task.index(), part, parts);
    }

    @Override
    public void listen(String filter, Consumer<RuntimeFilter> listener) {
        filters.listen(filter, listener);
    }

    @Override
    public RangeBounds bounds(int edge, int writer) {
        return bounds.get(edge).of(writer);
    }

    @Override
    public List<OperatorMetrics> counters(TaskId task) {
        return counters.task(task);
    }

    @Override
    public Sender result(TaskId task) {
        return result;
    }
}
