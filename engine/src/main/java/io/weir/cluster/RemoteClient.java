package io.weir.cluster;

import io.weir.exchange.socket.Exchange;
import io.weir.graph.Dataflow;
import io.weir.graph.JobMetrics;
import io.weir.task.Failures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A client in another process, as the JobManager's process has it. Its jobs end when it leaves. */
final class RemoteClient implements ControlConnection.Receiver {
    private final String name;
    private final ControlWire connection;
    private final TaskManagerProxy.Parts parts;
    private final Consumer<Farewell> left;

    /** By the client's key. */
    private final Map<String, LocalJob> jobs = new ConcurrentHashMap<>();

    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    /** How it went. Of the connection's thread. */
    private boolean said;

    private final JarFetch jars;

    /** @param left is told once, when it leaves */
    RemoteClient(String name, ControlWire connection, TaskManagerProxy.Parts parts, Consumer<Farewell> left) {
        this.name = name;
        this.connection = connection;
        this.parts = parts;
        this.left = left;
        this.jars = new JarFetch(parts.code().store(), connection);
    }

    @Override
    public void receive(ControlMessage message) {
        if (message instanceof ControlMessage.Connect) {
            tellResources();
        } else if (message instanceof ControlMessage.Submit submit) {
            var unused = jars.fetch(submit.settings().jars())
                    .whenCompleteAsync(
                            (there, missing) -> submit(submit), parts.threads().io());
        } else if (message instanceof ControlMessage.JarPiece piece) {
            parts.threads().io().execute(() -> jars.receive(piece));
        } else if (message instanceof ControlMessage.Leave leave) {
            said = true;
            left.accept(leave.farewell());
        } else if (message instanceof ControlMessage.CancelJob cancel) {
            cancelled.add(cancel.key());
            Optional.ofNullable(jobs.get(cancel.key())).ifPresent(LocalJob::cancel);
        } else {
            throw new IllegalArgumentException("no message of a client: " + message);
        }
    }

    private void tellResources() {
        connection.send(new ControlMessage.Resources(
                parts.exchange().own(),
                parts.jobManager().slots(),
                parts.jobManager().memory(),
                parts.jobManager().web()));
    }

    private void submit(ControlMessage.Submit submit) {
        var key = submit.key();
        var opened = Optional.<JobCode.Classes>empty();
        try {
            var classes = parts.code().open(submit.settings().jars());
            opened = Optional.of(classes);
            var dataflow = Serialised.read(submit.dataflow(), Dataflow.class, classes.loader());
            var sender = parts.exchange().sender(Answers.ofClient(key));
            var job = parts.jobManager().submit(dataflow, submit.settings());
            jobs.put(key, job);
            // it may have come while the dataflow was read
            if (cancelled.contains(key)) {
                job.cancel();
            }
            // nothing that it sends or takes can fail but for a client that is gone
            Pump.start(job.result().channel(), sender, parts.threads().mailbox(), failure -> {});
            job.result().onEnd(outcome -> {
                ended(key, job, outcome, sender);
                classes.close();
            });
        } catch (RuntimeException e) {
            opened.ifPresent(JobCode.Classes::close);
            var failure = Failure.of(Failures.explain(e, "the submission of a job"));
            connection.send(new ControlMessage.JobEnded(key, Optional.of(failure), 0, new byte[0], List.of()));
        }
    }

    private void ended(String key, LocalJob job, Outcome outcome, Exchange.Offered sender) {
        jobs.remove(key);
        cancelled.remove(key);
        if (outcome.failure().isPresent()) {
            sender.close();
        }
        connection.send(new ControlMessage.JobEnded(
                key,
                outcome.failure().map(Failure::of),
                outcome.rows(),
                Serialised.write(job.dataflow()),
                counts(job.metrics())));
    }

    private static List<ControlMessage.StageCounts> counts(JobMetrics metrics) {
        return metrics.stages().stream()
                .map(stage -> new ControlMessage.StageCounts(
                        stage.stage(),
                        stage.operators().stream()
                                .map(operator -> new ControlMessage.OperatorCounts(
                                        operator.name(),
                                        operator.tasks().stream()
                                                .map(Counts::of)
                                                .toList()))
                                .toList()))
                .toList();
    }

    /** Tells how far its jobs are. */
    void report() {
        jobs.forEach((key, job) -> connection.send(new ControlMessage.Progressed(key, job.progress())));
    }

    @Override
    public void lost(String reason) {
        jobs.values().forEach(LocalJob::cancel);
        parts.exchange().release(address -> Answers.isOfClient(address, name));
        if (!said) {
            left.accept(Farewell.failure("the client was lost: " + reason));
        }
    }
}
