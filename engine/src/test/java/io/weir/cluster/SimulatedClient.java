package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.flow.Batch;
import io.weir.flow.Signal;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client in another process: submits jobs, takes their rows, cancels some, and leaves or vanishes. */
final class SimulatedClient implements ControlConnection.Receiver {
    private final String name;
    private final Simulation simulation;
    private final SimulatedExchange exchange;
    private final SimulatedLink link;
    private final Map<String, Asked> asked = new HashMap<>();
    private final List<Asked> waiting = new ArrayList<>();
    private boolean lives = true;
    private boolean vanished;

    /** A job that it wants, and what it has of it. */
    static final class Asked {
        final int number;
        final Dataflow dataflow;
        final JobSettings settings;
        final List<long[]> rows = new ArrayList<>();
        boolean cancelled;
        boolean complete;
        ControlMessage.@Nullable JobEnded ended;
        Optional<EngineException> lost = Optional.empty();

        Asked(int number, Dataflow dataflow, JobSettings settings) {
            this.number = number;
            this.dataflow = dataflow;
            this.settings = settings;
        }

        /** It is over for the client. */
        boolean isDone() {
            return ended != null && (ended.failure().isPresent() || complete || lost.isPresent());
        }
    }

    SimulatedClient(String name, Simulation simulation, SimulatedExchange exchange, SimulatedLink link) {
        this.name = name;
        this.simulation = simulation;
        this.exchange = exchange;
        this.link = link;
        link.peer().heardBy(this);
        link.peer().send(new ControlMessage.Connect());
    }

    String name() {
        return name;
    }

    /** It did not see all of its jobs to their ends. */
    boolean hasVanished() {
        return vanished;
    }

    void want(int number, Dataflow dataflow, JobSettings settings) {
        waiting.add(new Asked(number, dataflow, settings));
    }

    private void submit(ControlMessage.Resources known, Asked job) {
        if (!lives) {
            return;
        }
        var key = name + " " + job.number;
        asked.put(key, job);
        var channel = exchange.of(name).open(known.exchange(), Answers.ofClient(key, 0));
        channel.onReadable(() -> simulation.soon(() -> take(job, channel)));
        link.peer().send(new ControlMessage.Submit(key, 0, Serialised.write(job.dataflow), job.settings));
    }

    private void take(Asked job, Channel channel) {
        if (!lives || job.complete || job.lost.isPresent()) {
            return;
        }
        try {
            var message = channel.poll();
            if (message instanceof Batch batch) {
                job.rows.add(Steps.numbers(batch));
            } else if (message instanceof Signal.EndOfInput) {
                job.complete = true;
                leaveIfDone();
            }
            if (message != null) {
                simulation.soon(() -> take(job, channel));
            }
        } catch (EngineException lost) {
            job.lost = Optional.of(lost);
            leaveIfDone();
            simulation.trace(() -> name + " cannot read its answer: " + lost.getMessage());
        }
    }

    void cancelOne() {
        var open = asked.entrySet().stream()
                .filter(entry -> entry.getValue().ended == null)
                .findFirst();
        if (lives && open.isPresent()) {
            open.get().getValue().cancelled = true;
            link.peer().send(new ControlMessage.CancelJob(open.get().getKey()));
        }
    }

    /** Its process is no more. */
    void vanish() {
        if (lives) {
            lives = false;
            vanished = true;
            simulation.trace(() -> name + " vanishes");
            link.cut("its process is gone");
            exchange.gone(name);
        }
    }

    @Override
    public void receive(ControlMessage message) {
        if (!lives) {
            return;
        }
        if (message instanceof ControlMessage.Resources known) {
            waiting.forEach(job -> simulation.soon(() -> submit(known, job)));
        } else if (message instanceof ControlMessage.JobEnded ended) {
            var job = asked.get(ended.key());
            assertTrue(job.ended == null, () -> "ended twice: " + ended);
            job.ended = ended;
            leaveIfDone();
        } else {
            assertTrue(
                    message instanceof ControlMessage.Progressed || message instanceof ControlMessage.Left,
                    message::toString);
        }
    }

    private void leaveIfDone() {
        if (lives && asked.size() == waiting.size() && waiting.stream().allMatch(Asked::isDone)) {
            simulation.soon(() -> {
                lives = false;
                link.peer().send(new ControlMessage.Leave(Farewell.of(0, "")));
                link.peer().close();
                exchange.gone(name);
            });
        }
    }

    @Override
    public void lost(String reason) {
        vanish();
    }

    List<Asked> jobs() {
        return waiting;
    }

    /** The run whose rows it got, all of them; empty if there was none. */
    static Optional<Books.Run> answered(Asked job, Books books) {
        if (job.rows.isEmpty()) {
            return Optional.empty();
        }
        var run = books.run((int) job.rows.get(0)[0]);
        assertEquals(SimulatedTask.rows(run), job.rows.size(), () -> "rows of " + run.name());
        for (var row = 0; row < job.rows.size(); row++) {
            assertEquals(run.number, job.rows.get(row)[0]);
            assertEquals(row, job.rows.get(row)[1]);
        }
        return Optional.of(run);
    }
}
