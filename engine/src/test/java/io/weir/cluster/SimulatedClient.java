package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.flow.Batch;
import io.weir.flow.Signal;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A client in another process: submits jobs, takes their rows, cancels some, and leaves or vanishes. It comes again when it is lost. */
final class SimulatedClient implements ControlConnection.Receiver {
    private static final long PATIENCE_MILLIS = 60_000;

    private final String name;
    private final Simulation simulation;
    private final SimulatedExchange exchange;
    private final BiFunction<String, ControlConnection.Receiver, Optional<SimulatedLink>> connect;

    /** By key. */
    private final Map<String, Asked> jobs = new LinkedHashMap<>();

    private Optional<SimulatedLink> link = Optional.empty();
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
        boolean heard;
        ControlMessage.@Nullable JobEnded ended;
        private Optional<Channel> channel = Optional.empty();
        private Optional<SimulatedLink> by = Optional.empty();
        private int times;

        Asked(int number, Dataflow dataflow, JobSettings settings) {
            this.number = number;
            this.dataflow = dataflow;
            this.settings = settings;
        }

        /** It is over for the client. */
        boolean isDone() {
            return ended != null && (ended.failure().isPresent() || complete);
        }
    }

    SimulatedClient(
            String name,
            Simulation simulation,
            SimulatedExchange exchange,
            BiFunction<String, ControlConnection.Receiver, Optional<SimulatedLink>> connect) {
        this.name = name;
        this.simulation = simulation;
        this.exchange = exchange;
        this.connect = connect;
    }

    String name() {
        return name;
    }

    /** It did not see all of its jobs to their ends. */
    boolean hasVanished() {
        return vanished;
    }

    void want(int number, Dataflow dataflow, JobSettings settings) {
        jobs.put(name + " " + number, new Asked(number, dataflow, settings));
    }

    /** Connects, as soon as somebody is there. */
    void come() {
        again(simulation.now() + PATIENCE_MILLIS);
    }

    private void again(long until) {
        link = connect.apply(name, this);
        link.ifPresent(open -> open.peer().send(new ControlMessage.Connect()));
        if (link.isEmpty() && simulation.now() > until) {
            var failure = new EngineException(ErrorCode.CONNECTION, "lost the connection to the JobManager");
            jobs.values().stream()
                    .filter(job -> job.ended == null)
                    .forEach(job -> job.ended = new ControlMessage.JobEnded(
                            "", Optional.of(Failure.of(failure)), 0, new byte[0], List.of()));
            lives = false;
        } else if (link.isEmpty()) {
            simulation.after(250 + simulation.delay(), () -> {
                if (lives) {
                    again(until);
                }
            });
        }
    }

    private void send(ControlMessage message) {
        link.ifPresent(open -> open.peer().send(message));
    }

    /** Says that a job is wanted, and its answer from the beginning. */
    private void ask(ControlMessage.Resources known, String key, Asked job) {
        if (job.isDone()) {
            return;
        }
        job.ended = null;
        job.channel.ifPresent(Channel::close);
        job.rows.clear();
        job.complete = false;
        job.by = link;
        var channel = exchange.of(name).open(known.exchange(), Answers.ofClient(key, job.times));
        job.channel = Optional.of(channel);
        channel.onReadable(() -> simulation.soon(() -> take(key, job, channel)));
        send(new ControlMessage.Submit(key, job.times++, Serialised.write(job.dataflow), job.settings));
        if (job.cancelled) {
            send(new ControlMessage.CancelJob(key));
        }
    }

    private void take(String key, Asked job, Channel channel) {
        if (!lives || job.complete || !job.channel.equals(Optional.of(channel))) {
            return;
        }
        try {
            var message = channel.poll();
            if (message instanceof Batch batch) {
                job.rows.add(Steps.numbers(batch));
            } else if (message instanceof Signal.EndOfInput) {
                job.complete = true;
                hear(key, job);
            }
            if (message != null) {
                simulation.soon(() -> take(key, job, channel));
            }
        } catch (EngineException lost) {
            simulation.trace(() -> name + " cannot read its answer: " + lost.getMessage());
            if (link.equals(job.by)) {
                cut("its answer was lost");
            }
        }
    }

    void cancelOne() {
        var open = jobs.entrySet().stream()
                .filter(entry -> entry.getValue().ended == null)
                .findFirst();
        if (lives && open.isPresent()) {
            open.get().getValue().cancelled = true;
            send(new ControlMessage.CancelJob(open.get().getKey()));
        }
    }

    /** Its process is no more. */
    void vanish() {
        if (lives) {
            lives = false;
            vanished = true;
            simulation.trace(() -> name + " vanishes");
            cut("its process is gone");
            exchange.gone(name);
        }
    }

    /** Its connection breaks. */
    void cut(String why) {
        link.ifPresent(open -> open.cut(why));
    }

    @Override
    public void receive(ControlMessage message) {
        if (!lives) {
            return;
        }
        if (message instanceof ControlMessage.Resources known) {
            var here = link;
            jobs.forEach((key, job) -> simulation.after(simulation.random().nextInt(3), () -> {
                if (lives && link.equals(here)) {
                    ask(known, key, job);
                }
            }));
            leaveIfDone();
        } else if (message instanceof ControlMessage.JobEnded ended) {
            var job = jobs.get(ended.key());
            if (job.ended == null) {
                job.ended = ended;
                hear(ended.key(), job);
            }
        } else if (message instanceof ControlMessage.Left) {
            lives = false;
            link.ifPresent(open -> open.peer().close());
            exchange.gone(name);
        } else if (!(message instanceof ControlMessage.Progressed)) {
            throw new AssertionError("unknown here: " + message);
        }
    }

    private void hear(String key, Asked job) {
        if (job.isDone() && !job.heard) {
            job.heard = true;
            simulation.soon(() -> send(new ControlMessage.Heard(key)));
            simulation.soon(this::leaveIfDone);
        }
    }

    private void leaveIfDone() {
        if (lives && jobs.values().stream().allMatch(Asked::isDone)) {
            send(new ControlMessage.Leave(Farewell.of(0, "")));
        }
    }

    @Override
    public void lost(String reason) {
        if (lives) {
            link = Optional.empty();
            again(simulation.now() + PATIENCE_MILLIS);
        }
    }

    List<Asked> jobs() {
        return List.copyOf(jobs.values());
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
