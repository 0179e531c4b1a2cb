package io.weir.cluster;

import io.weir.connector.Source;
import io.weir.exchange.RangeBounds;
import io.weir.exchange.Sender;
import io.weir.exchange.socket.Exchange;
import io.weir.graph.EdgeStatistics;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a job's tasks have of a JobManager in another process: says it by messages, and knows what the answers mean. Any thread. */
final class RemoteJobLink implements JobLink {
    private final String job;
    private final ControlWire connection;
    private final Exchange exchange;
    private final JobCode.Classes classes;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Integer, Consumer<Optional<Source.Split>>> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, RemoteBounds> bounds = new ConcurrentHashMap<>();
    private final Map<TaskId, List<OperatorMetrics>> counters = new ConcurrentHashMap<>();
    private final FilterBoard filters = new FilterBoard();
    private final Map<String, Boolean> wanted = new ConcurrentHashMap<>();

    /** Filters that a task here knew as a whole. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private volatile JobPlan plan;
    private volatile boolean over;

    /** @param classes of the job, closed with this */
    RemoteJobLink(JobPlan plan, ControlWire connection, Exchange exchange, JobCode.Classes classes) {
        this.classes = classes;
        this.job = plan.id();
        this.plan = plan;
        this.connection = connection;
        this.exchange = exchange;
    }

    JobPlan plan() {
        return plan;
    }

    void plan(JobPlan revised) {
        plan = revised;
    }

    /** What was asked of a JobManager that is lost is asked of the next one by other tasks. */
    void suspend() {
        waiting.clear();
        wanted.clear();
        bounds.clear();
        told.clear();
    }

    /** Nobody hears any more of its tasks that are still about to end. */
    void end() {
        over = true;
    }

    private void say(ControlMessage message) {
        if (!over) {
            connection.send(message);
        }
    }

    @Override
    public void ended(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        var counts = counted(counters.remove(end.id()));
        say(new ControlMessage.TaskEnded(job, end.id(), end.failure().map(Failure::of), end.tokens(), left, counts));
    }

    private static List<Counts> counted(@io.weir.Nullable List<OperatorMetrics> metrics) {
        return metrics == null ? List.of() : metrics.stream().map(Counts::of).toList();
    }

    /** Tells what the tasks that run have counted so far. */
    void report(long memory) {
        counters.forEach((task, metrics) -> say(new ControlMessage.Counted(job, task, counted(metrics), memory)));
    }

    @Override
    public SplitSupply splits(TaskId task) {
        return new SplitSupply() {
            @Override
            public void request(Executor home, Consumer<Optional<Source.Split>> answer) {
                var request = requests.incrementAndGet();
                waiting.put(request, split -> home.execute(() -> answer.accept(split)));
                say(new ControlMessage.SplitWanted(job, task, request));
            }

            @Override
            public void finished(Source.Split split) {
                say(new ControlMessage.SplitRead(job, split.bytes()));
            }
        };
    }

    void given(ControlMessage.SplitGiven given) {
        var waits = waiting.remove(given.request());
        if (waits != null) {
            waits.accept(given.split().map(bytes -> Serialised.read(bytes, Source.Split.class, classes.loader())));
        }
    }

    @Override
    public void publish(String filter, TaskId task, RuntimeFilter part, int parts) {
        if (parts == 1 && !told.add(filter)) {
            return;
        }
        say(new ControlMessage.FilterPart(job, filter, task, Serialised.write(part), parts));
    }

    @Override
    public void listen(String filter, Consumer<RuntimeFilter> listener) {
        filters.listen(filter, listener);
        if (wanted.putIfAbsent(filter, true) == null) {
            say(new ControlMessage.FilterWanted(job, filter));
        }
    }

    void known(ControlMessage.FilterKnown known) {
        filters.publish(known.filter(), 0, Serialised.read(known.whole(), RuntimeFilter.class, classes.loader()), 1);
    }

    @Override
    public RangeBounds bounds(int edge, int writer) {
        return bounds.computeIfAbsent(edge, place -> new RemoteBounds(job, place, connection))
                .of(writer);
    }

    void decided(ControlMessage.BoundsKnown known) {
        var asked = bounds.get(known.edge());
        if (asked != null) {
            asked.decided(known.bounds());
        }
    }

    @Override
    public List<OperatorMetrics> counters(TaskId task) {
        var stage = plan.dataflow().stage(task.stage());
        var steps = (stage.source().isPresent() ? 1 : 0)
                + stage.chain().size()
                + (stage.sink().isPresent() ? 1 : 0);
        var metrics = new ArrayList<OperatorMetrics>();
        for (var step = 0; step < steps; step++) {
            metrics.add(new OperatorMetrics());
        }
        counters.put(task, metrics);
        return metrics;
    }

    ClassLoader classes() {
        return classes.loader();
    }

    @Override
    public void close() {
        classes.close();
    }

    @Override
    public Sender result(TaskId task) {
        return exchange.sender(Answers.ofTask(job, task));
    }
}
