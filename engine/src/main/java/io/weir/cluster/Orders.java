package io.weir.cluster;

import io.weir.exchange.socket.Exchange;
import io.weir.task.Failures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What the JobManager of another process says to a TaskManager, and how that does it. Performed in its order, on one thread. */
final class Orders {
    private final TaskManager taskManager;
    private final ControlWire connection;
    private final Exchange exchange;
    private final JobCode code;
    private final JarFetch jars;
    private final ArrivingJars arriving;

    /** By job. Reports read it too. */
    private final Map<String, RemoteJobLink> links = new ConcurrentHashMap<>();

    /** @param turn where messages are performed */
    Orders(TaskManager taskManager, ControlWire connection, Exchange exchange, JobCode code, Executor turn) {
        this.code = code;
        this.jars = new JarFetch(code.store(), connection);
        this.arriving = new ArrivingJars(code.store(), jars, turn, this::performNow);
        this.taskManager = taskManager;
        this.connection = connection;
        this.exchange = exchange;
    }

    void perform(ControlMessage message) {
        if (message instanceof ControlMessage.JarPiece piece) {
            jars.receive(piece);
        } else {
            arriving.pass(message);
        }
    }

    private void performNow(ControlMessage message) {
        if (message instanceof ControlMessage.Begin begin) {
            begin(begin);
        } else if (message instanceof ControlMessage.CancelTasks cancel) {
            taskManager.cancel(cancel.job(), cancel.tasks());
        } else if (message instanceof ControlMessage.CloseJob close) {
            close(close.job());
        } else if (message instanceof ControlMessage.PeerLost peer) {
            taskManager.drop(peer.name());
        } else if (message instanceof ControlMessage.SplitGiven given) {
            Optional.ofNullable(links.get(given.job())).ifPresent(link -> link.given(given));
        } else if (message instanceof ControlMessage.FilterKnown known) {
            Optional.ofNullable(links.get(known.job())).ifPresent(link -> link.known(known));
        } else if (message instanceof ControlMessage.BoundsKnown known) {
            Optional.ofNullable(links.get(known.job())).ifPresent(link -> link.decided(known));
        } else if (message instanceof ControlMessage.LogWanted wanted) {
            var log = ProcessLog.own(taskManager.name(), wanted.bytes());
            connection.send(new ControlMessage.LogTail(wanted.request(), log));
        } else {
            throw new IllegalArgumentException("no message of the JobManager: " + message);
        }
    }

    private void begin(ControlMessage.Begin begin) {
        var tasks = begin.tasks();
        try {
            begin.plan().ifPresent(bytes -> plan(begin, bytes));
            var link = links.get(begin.job());
            taskManager.begin(link, link.plan(), begin.placement(), tasks);
        } catch (RuntimeException | Error e) {
            var failure = Failure.of(Failures.explain(e, "the beginning of a task"));
            tasks.forEach(task -> connection.send(new ControlMessage.TaskEnded(
                    begin.job(), task, Optional.of(failure), List.of(), Map.of(), List.of())));
        }
    }

    private void plan(ControlMessage.Begin begin, byte[] bytes) {
        var known = links.get(begin.job());
        if (known != null) {
            known.plan(Serialised.read(bytes, JobPlan.class, known.classes()));
            return;
        }
        var classes = code.open(begin.jars());
        try {
            var plan = Serialised.read(bytes, JobPlan.class, classes.loader());
            links.put(begin.job(), new RemoteJobLink(plan, connection, exchange, classes));
        } catch (RuntimeException e) {
            classes.close();
            throw e;
        }
    }

    /** What never began has no tasks that would let its classes go. */
    private void close(String job) {
        var link = links.remove(job);
        if (link != null) {
            link.end();
        }
        var begun = taskManager.has(job);
        taskManager.close(job);
        if (link != null && !begun) {
            link.close();
        }
    }

    /** The JobManager is lost: the tasks that have ended are all that the next one can use. */
    void suspend() {
        taskManager.cancelAll();
        jars.giveUp();
        links.values().forEach(RemoteJobLink::suspend);
    }

    /** The next JobManager knows these jobs, the others are no more. */
    void resume(List<String> jobs) {
        taskManager.kept().stream()
                .map(ControlMessage.Kept::job)
                .filter(job -> !jobs.contains(job))
                .forEach(this::close);
    }

    /** Tells what the tasks that run have counted so far. From any thread. */
    void report() {
        links.forEach((job, link) -> link.report(taskManager.memoryUsed(job)));
    }
}
