package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ChannelAddress;
import io.weir.flow.Signal;
import io.weir.graph.Dataflow;
import io.weir.graph.JobMetrics;
import io.weir.task.Failures;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One connection of a client in another process, as the JobManager's process has it. */
final class RemoteClient implements ControlConnection.Receiver {
    private final String name;
    private final ControlWire connection;
    private final TaskManagerProxy.Parts parts;
    private final Clients clients;
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<ChannelAddress> offered = ConcurrentHashMap.newKeySet();

    private final JarFetch jars;

    RemoteClient(String name, ControlWire connection, TaskManagerProxy.Parts parts, Clients clients) {
        this.name = name;
        this.connection = connection;
        this.parts = parts;
        this.clients = clients;
        this.jars = new JarFetch(parts.code().store(), connection);
    }

    String name() {
        return name;
    }

    @Override
    public void receive(ControlMessage message) {
        if (message instanceof ControlMessage.Connect) {
            clients.came(this);
            tellResources();
        } else if (message instanceof ControlMessage.Submit submit) {
            var unused = jars.fetch(submit.settings().jars())
                    .whenCompleteAsync(
                            (there, missing) -> submit(submit), parts.threads().io());
        } else if (message instanceof ControlMessage.JarPiece piece) {
            parts.threads().io().execute(() -> jars.receive(piece));
        } else if (message instanceof ControlMessage.Leave leave) {
            parts.threads().io().execute(() -> leave(leave.farewell()));
        } else if (message instanceof ControlMessage.CancelJob cancel) {
            cancelled.add(cancel.key());
            clients.job(cancel.key()).ifPresent(LocalJob::cancel);
        } else if (message instanceof ControlMessage.Heard heard) {
            clients.heard(heard.key());
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

    private void leave(Farewell farewell) {
        clients.left(this, farewell);
        connection.send(new ControlMessage.Left());
        clients.farewell(farewell);
    }

    private void submit(ControlMessage.Submit submit) {
        var key = submit.key();
        try {
            // what came by a connection that is lost, the client has asked again by the next one, and may have heard
            // the end of
            synchronized (clients) {
                if (clients.isPresent(this)) {
                    var asked = clients.ask(key, former -> begin(submit, former));
                    asked.end().ifPresent(outcome -> repeat(submit, outcome));
                    asked.job().ifPresent(job -> attach(submit, job));
                }
            }
        } catch (RuntimeException e) {
            tell(key, Outcome.failed(Failures.explain(e, "the submission of a job")), new byte[0], List.of());
        }
    }

    /**
     * The job ended under a former JobManager. One that failed or has written is over; an answer that its client has not got goes with
     * the JobManager that had it, and is made anew.
     */
    private void repeat(ControlMessage.Submit submit, Outcome outcome) {
        var key = submit.key();
        if (outcome.failure().isEmpty() && answers(submit)) {
            clients.again(key, () -> begin(submit, Optional.empty())).job().ifPresent(job -> attach(submit, job));
            return;
        }
        if (outcome.failure().isEmpty()) {
            var sender = parts.exchange().sender(Answers.ofClient(key, submit.time()));
            sender.send(new Signal.EndOfInput());
        }
        tell(key, outcome, new byte[0], List.of());
    }

    private boolean answers(ControlMessage.Submit submit) {
        var classes = parts.code().open(submit.settings().jars());
        try {
            return Serialised.read(submit.dataflow(), Dataflow.class, classes.loader())
                    .result()
                    .isPresent();
        } finally {
            classes.close();
        }
    }

    /** @param former what another JobManager has left of it */
    private Clients.Asked begin(ControlMessage.Submit submit, Optional<RecoveredJob> former) {
        var classes = parts.code().open(submit.settings().jars());
        try {
            var job = former.isPresent()
                    ? parts.jobManager().recover(former.get(), classes.loader())
                    : parts.jobManager()
                            .submit(
                                    submit.key(),
                                    Serialised.read(submit.dataflow(), Dataflow.class, classes.loader()),
                                    submit.settings());
            return Clients.Asked.running(job, classes::close);
        } catch (RuntimeException e) {
            classes.close();
            throw e;
        }
    }

    private void attach(ControlMessage.Submit submit, LocalJob job) {
        var key = submit.key();
        var answer = job.result().channel();
        // it may have been cancelled while the dataflow was read
        if (answer == null || cancelled.contains(key)) {
            job.cancel();
        }
        if (answer == null) {
            var failure = new EngineException(
                    ErrorCode.CONNECTION,
                    "the connection to the client was lost when rows of the answer were given out already:"
                            + " run the query again");
            tell(key, Outcome.failed(failure), new byte[0], List.of());
            return;
        }
        var address = Answers.ofClient(key, submit.time());
        var sender = parts.exchange().sender(address);
        offered.add(address);
        // nothing that it sends or takes can fail but for a client that is gone
        Pump.start(answer, sender, parts.threads().mailbox(), failure -> {});
        job.result().onEnd(outcome -> {
            if (outcome.failure().isPresent()) {
                sender.close();
            }
            tell(key, outcome, Serialised.write(job.dataflow()), counts(job.metrics()));
        });
    }

    private void tell(String key, Outcome outcome, byte[] dataflow, List<ControlMessage.StageCounts> counts) {
        if (parts.threads().journal().isOver()) {
            // whoever has taken over says it
            connection.close();
            return;
        }
        connection.send(
                new ControlMessage.JobEnded(key, outcome.failure().map(Failure::of), outcome.rows(), dataflow, counts));
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
        clients.report(name, (key, progress) -> connection.send(new ControlMessage.Progressed(key, progress)));
    }

    @Override
    public void lost(String reason) {
        parts.exchange().release(offered::contains);
        clients.lost(this, reason);
    }
}
