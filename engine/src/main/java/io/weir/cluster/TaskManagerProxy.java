package io.weir.cluster;

import io.weir.EngineException;
import io.weir.connector.Source;
import io.weir.exchange.socket.Exchange;
import io.weir.exchange.socket.Peer;
import io.weir.operator.RuntimeFilter;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A TaskManager in another process, as the JobManager's process has it: says by messages what is asked of it, and hears its tasks. */
final class TaskManagerProxy implements TaskManagerLink, ControlConnection.Receiver {
    private static final long LOG_PATIENCE_SECONDS = 5;

    private final String name;
    private final ControlWire connection;
    private final Parts parts;
    private final Map<String, JobBoard> boards = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<ProcessLog>> logs = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Long> memoryUsed = new ConcurrentHashMap<>();
    private volatile Optional<ControlMessage.Register> registered = Optional.empty();

    /** These two belong to the JobManager's thread. */
    private final Map<String, JobPlan> sent = new HashMap<>();

    private final Map<Run, Answer> answers = new HashMap<>();

    /** What it needs of its process. */
    record Parts(JobManager jobManager, JobManagerParts threads, Exchange exchange, JobCode code) {}

    TaskManagerProxy(String name, ControlWire connection, Parts parts) {
        this.name = name;
        this.connection = connection;
        this.parts = parts;
    }

    /** Jobs number their tasks alike. */
    private record Run(String job, TaskId task) {}

    /** The rows of the task that has the answer: the task has ended when all of them are here. */
    private static final class Answer {
        private final Pump pump;
        private boolean moved;
        private Optional<Runnable> ended = Optional.empty();

        Answer(Pump pump) {
            this.pump = pump;
        }
    }

    @Override
    public String name() {
        return name;
    }

    private ControlMessage.Register registered() {
        return registered.orElseThrow(() -> new IllegalStateException("not registered: " + name));
    }

    @Override
    public int slots() {
        return registered().slots();
    }

    @Override
    public long memory() {
        return registered().memory();
    }

    @Override
    public Optional<Peer> peer() {
        return Optional.of(registered().exchange());
    }

    /** A plan is another one exactly if it is another object. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void begin(JobBoard board, JobPlan plan, Placement placement, List<TaskId> tasks) {
        var job = plan.id();
        boards.put(job, board);
        var known = sent.put(job, plan) == plan;
        connection.send(new ControlMessage.Begin(
                job,
                plan.settings().jars(),
                known ? Optional.empty() : Optional.of(Serialised.write(plan)),
                placement,
                tasks));
        tasks.stream().filter(task -> plan.answers(task.stage())).forEach(task -> receive(job, board, task));
    }

    private void receive(String job, JobBoard board, TaskId task) {
        var run = new Run(job, task);
        var channel = parts.exchange().open(registered().exchange(), Answers.ofTask(job, task));
        Consumer<Optional<EngineException>> end = failure -> {
            var answer = answers.get(run);
            if (failure.isPresent()) {
                answers.remove(run);
                board.ended(new TaskEnd(task, failure, List.of()), Map.of());
            } else if (answer != null) {
                answer.moved = true;
                answer.ended.ifPresent(Runnable::run);
            }
        };
        answers.put(
                run,
                new Answer(Pump.start(channel, board.result(), parts.threads().mailbox(), end)));
    }

    @Override
    public void cancel(String job, List<TaskId> tasks) {
        for (var task : tasks) {
            var dropped = dropAnswer(new Run(job, task));
            // one that has ended there will not be heard of again
            if (dropped.isPresent() && dropped.get().ended.isPresent()) {
                var failure = Optional.of(JobManager.cancelled());
                boards.get(job).ended(new TaskEnd(task, failure, List.of()), Map.of());
            }
        }
        connection.send(new ControlMessage.CancelTasks(job, tasks));
    }

    private Optional<Answer> dropAnswer(Run run) {
        var answer = Optional.ofNullable(answers.remove(run));
        answer.ifPresent(open -> open.pump.stop());
        return answer;
    }

    @Override
    public void close(String job) {
        boards.remove(job);
        memoryUsed.remove(job);
        parts.threads().mailbox().execute(() -> sent.remove(job));
        connection.send(new ControlMessage.CloseJob(job));
    }

    @Override
    public void drop(String peer) {
        connection.send(new ControlMessage.PeerLost(peer));
    }

    @Override
    public CompletableFuture<ProcessLog> log(int bytes) {
        var request = requests.incrementAndGet();
        var answer = new CompletableFuture<ProcessLog>();
        logs.put(request, answer);
        connection.send(new ControlMessage.LogWanted(request, bytes));
        return answer.orTimeout(LOG_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((log, late) -> logs.remove(request));
    }

    @Override
    public long memoryUsed(String job) {
        return memoryUsed.getOrDefault(job, 0L);
    }

    /** Of how many jobs and answers something is kept. */
    int kept() {
        return boards.size() + memoryUsed.size() + sent.size() + answers.size();
    }

    @Override
    public void receive(ControlMessage message) {
        if (message instanceof ControlMessage.Register register) {
            parts.threads().mailbox().execute(() -> register(register));
        } else if (message instanceof ControlMessage.TaskEnded ended && isOurs(ended.task())) {
            with(ended.job(), board -> parts.threads().mailbox().execute(() -> ended(board, ended)));
        } else if (message instanceof ControlMessage.Counted counted && isOurs(counted.task())) {
            memoryUsed.put(counted.job(), counted.memory());
            with(counted.job(), board -> count(board, counted.task(), counted.counts()));
        } else if (message instanceof ControlMessage.SplitWanted wanted) {
            with(
                    wanted.job(),
                    board -> board.splits(wanted.task())
                            .request(Runnable::run, split -> give(wanted.job(), wanted.request(), split)));
        } else if (message instanceof ControlMessage.SplitRead read) {
            with(read.job(), board -> board.finished(read.bytes()));
        } else if (message instanceof ControlMessage.LogTail tail) {
            Optional.ofNullable(logs.get(tail.request())).ifPresent(answer -> answer.complete(tail.log()));
        } else if (message instanceof ControlMessage.JarWanted wanted) {
            parts.threads()
                    .io()
                    .execute(() -> connection.send(parts.code().store().answer(wanted)));
        } else {
            share(message);
        }
    }

    /** On the JobManager's thread, so that no job begins there before it knows the jobs that there are. */
    private void register(ControlMessage.Register register) {
        if (!parts.jobManager().admit(name)) {
            connection.send(new ControlMessage.Refused());
            return;
        }
        registered = Optional.of(register);
        var jobs = parts.jobManager().known();
        connection.send(new ControlMessage.Registered(parts.threads().journal().epoch(), jobs));
        parts.jobManager().came(this);
    }

    @Override
    public Set<TaskId> kept(String job) {
        return registered().kept().stream()
                .filter(kept -> kept.job().equals(job))
                .flatMap(kept -> kept.tasks().stream())
                .collect(Collectors.toSet());
    }

    /** Not one that a former JobManager began, of which nothing more is of interest. */
    private boolean isOurs(TaskId task) {
        return task.attempt() >>> JobJournal.EPOCH_BITS
                == parts.threads().journal().epoch();
    }

    /** What tasks of several processes find out together. */
    private void share(ControlMessage message) {
        if (message instanceof ControlMessage.FilterPart part) {
            with(part.job(), board -> parts.threads().io().execute(() -> publish(board, part)));
        } else if (message instanceof ControlMessage.FilterWanted wanted) {
            with(wanted.job(), board -> board.listen(wanted.filter(), whole -> tell(wanted, whole)));
        } else if (message instanceof ControlMessage.Sample sample) {
            with(
                    sample.job(),
                    board -> board.bounds(sample.edge(), sample.writer()).add(sample.keys()));
        } else if (message instanceof ControlMessage.WriterEnded ended) {
            with(
                    ended.job(),
                    board -> board.bounds(ended.edge(), ended.writer()).writerEnded());
        } else if (message instanceof ControlMessage.BoundsWanted wanted) {
            with(wanted.job(), board -> tellBounds(board, wanted));
        } else {
            ignore(message);
        }
    }

    private static void ignore(ControlMessage message) {
        if (!(message instanceof ControlMessage.TaskEnded || message instanceof ControlMessage.Counted)) {
            throw new IllegalArgumentException("no message of a TaskManager: " + message);
        }
    }

    /** What is said of a job that is no more is of no interest. */
    private void with(String job, Consumer<JobBoard> action) {
        var board = boards.get(job);
        if (board != null) {
            action.accept(board);
        }
    }

    private void ended(JobBoard board, ControlMessage.TaskEnded ended) {
        count(board, ended.task(), ended.counts());
        var failure = ended.failure().map(Failure::exception).map(this::at);
        var run = new Run(ended.job(), ended.task());
        Runnable tell = () -> {
            answers.remove(run);
            board.ended(new TaskEnd(ended.task(), failure, ended.tokens()), ended.left());
        };
        var answer = answers.get(run);
        if (answer != null && failure.isPresent()) {
            answer.pump.stop();
        }
        if (answer == null || answer.moved || failure.isPresent()) {
            tell.run();
        } else {
            answer.ended = Optional.of(tell);
        }
    }

    private EngineException at(EngineException failure) {
        return failure.code().type() == io.weir.ErrorCode.Type.USER
                ? failure
                : LogTail.with(
                        new EngineException(failure.code(), failure.getMessage() + ", at " + this, failure.getCause()),
                        LogTail.of(failure));
    }

    private static void count(JobBoard board, TaskId task, List<Counts> counts) {
        var metrics = board.counters(task);
        for (var step = 0; step < counts.size(); step++) {
            counts.get(step).into(metrics.get(step));
        }
    }

    private void give(String job, int request, Optional<Source.Split> split) {
        connection.send(new ControlMessage.SplitGiven(job, request, split.map(Serialised::write)));
    }

    private static void publish(JobBoard board, ControlMessage.FilterPart part) {
        var filter = Serialised.read(part.part(), RuntimeFilter.class, JobCode.loader());
        board.publish(part.filter(), part.task(), filter, part.parts());
    }

    private void tell(ControlMessage.FilterWanted wanted, RuntimeFilter whole) {
        parts.threads()
                .io()
                .execute(() -> connection.send(
                        new ControlMessage.FilterKnown(wanted.job(), wanted.filter(), Serialised.write(whole))));
    }

    private void tellBounds(JobBoard board, ControlMessage.BoundsWanted wanted) {
        var bounds = board.bounds(wanted.edge(), 0);
        Runnable tell = () -> {
            var known = bounds.known();
            if (known != null) {
                connection.send(new ControlMessage.BoundsKnown(wanted.job(), wanted.edge(), List.of(known)));
            }
        };
        bounds.onKnown(tell);
        tell.run();
    }

    @Override
    public void lost(String reason) {
        parts.threads().mailbox().execute(() -> {
            List.copyOf(answers.keySet()).forEach(this::dropAnswer);
            if (registered.isPresent()) {
                parts.exchange().drop(name);
                parts.jobManager().lost(name, reason);
            }
        });
    }

    @Override
    public String toString() {
        return registered.map(known -> known.exchange().toString()).orElse(name);
    }
}
