package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A TaskManager as the JobManager sees it from the other end of the wire. Its tasks do nothing but ask, wait, and end. */
final class SimulatedContainer implements ControlConnection.Receiver {
    private static final long TAKEOVER_MILLIS = 60_000;

    private final String name;
    private final int slots;
    private final Setting setting;
    private final Map<String, JobPlan> plans = new HashMap<>();
    private final Map<String, SimulatedTask> running = new LinkedHashMap<>();

    /** Names of runs that have ended well here, by job: what they left can be read. */
    private final Map<String, Set<String>> outputs = new HashMap<>();

    private final Map<Integer, Consumer<Optional<Integer>>> asked = new HashMap<>();
    private final List<Runnable> deaths = new ArrayList<>();
    private Optional<SimulatedLink> link = Optional.empty();
    private int epoch;
    private int requests;
    private boolean lives = true;

    /**
     * Where it is.
     *
     * @param others finds those that live by name
     * @param connect to whoever is the JobManager, if there is one
     */
    record Setting(
            Simulation simulation,
            SimulatedExchange exchange,
            Books books,
            Function<String, Optional<SimulatedContainer>> others,
            BiFunction<String, ControlConnection.Receiver, Optional<SimulatedLink>> connect) {}

    SimulatedContainer(String name, int slots, Setting setting) {
        this.name = name;
        this.slots = slots;
        this.setting = setting;
        connect();
        if (link.isEmpty()) {
            again(setting.simulation().now() + TAKEOVER_MILLIS, "it was not there");
        }
    }

    private void connect() {
        link = setting.connect().apply(name, this);
        var kept = plans.keySet().stream()
                .map(job -> new ControlMessage.Kept(
                        job,
                        outputs.getOrDefault(job, Set.of()).stream()
                                .map(run -> setting.books().run(run).task)
                                .toList()))
                .toList();
        send(new ControlMessage.Register(SimulatedExchange.peer(name), slots, 1L << 20, kept));
    }

    String name() {
        return name;
    }

    int slots() {
        return slots;
    }

    Setting setting() {
        return setting;
    }

    boolean lives() {
        return lives;
    }

    /** What it keeps of jobs. */
    Set<String> kept() {
        var kept = new HashSet<>(running.keySet());
        outputs.values().forEach(kept::addAll);
        kept.addAll(plans.keySet());
        return kept;
    }

    void send(ControlMessage message) {
        if (lives) {
            link.ifPresent(open -> open.peer().send(message));
        }
    }

    /** Its process is no more. */
    void kill(String why) {
        if (lives) {
            setting.simulation().trace(() -> name + " is gone: " + why);
            lives = false;
            List.copyOf(running.values()).forEach(SimulatedTask::vanish);
            cut(why);
            setting.exchange().gone(name);
            deaths.forEach(Runnable::run);
        }
    }

    /** Its connection breaks. */
    void cut(String why) {
        link.ifPresent(open -> open.cut(why));
    }

    /** Tells who reads from here. */
    void onDeath(Runnable listener) {
        deaths.add(listener);
    }

    boolean has(String job, String run) {
        return lives && outputs.getOrDefault(job, Set.of()).contains(run);
    }

    @Override
    public void receive(ControlMessage message) {
        if (!lives) {
            return;
        }
        if (message instanceof ControlMessage.Begin begin) {
            begin(begin);
        } else if (message instanceof ControlMessage.CancelTasks cancel) {
            cancel.tasks()
                    .forEach(task ->
                            cancel(setting.books().run(cancel.job(), task).name()));
        } else if (message instanceof ControlMessage.CloseJob close) {
            close(close.job());
        } else if (message instanceof ControlMessage.SplitGiven given) {
            var waits = asked.remove(given.request());
            assertNotNull(waits, () -> "nobody asked: " + given);
            waits.accept(given.split()
                    .map(bytes -> setting.books()
                            .read(bytes, SimulatedSource.Numbered.class)
                            .number()));
        } else if (message instanceof ControlMessage.PeerLost peer) {
            setting.exchange().of(name).drop(peer.name());
            running.values().forEach(task -> task.drop(peer.name()));
        } else if (message instanceof ControlMessage.Refused) {
            kill("refused");
        } else if (message instanceof ControlMessage.Registered registered) {
            registered(registered);
        } else {
            throw new AssertionError("unknown here: " + message);
        }
    }

    private void begin(ControlMessage.Begin begin) {
        begin.plan().ifPresent(bytes -> plans.put(begin.job(), setting.books().read(bytes, JobPlan.class)));
        var plan = plans.get(begin.job());
        assertNotNull(plan, () -> name + " does not know the plan of " + begin);
        for (var id : begin.tasks()) {
            var run = setting.books().run(begin.job(), id);
            assertTrue(run.state == Books.State.NOT_BEGUN, () -> "begun twice: " + run.name());
            run.state = Books.State.RUNNING;
            setting.books().began(run);
            run.tasks = plan.parallelism().get(id.stage());
            var task = new SimulatedTask(run, plan, begin.placement(), this);
            assertNull(running.put(run.name(), task));
        }
        List.copyOf(running.values()).forEach(SimulatedTask::begin);
    }

    /** How many tasks of a stage work here. */
    long working(String job, int stage) {
        return running.values().stream()
                .filter(task -> task.run().job.equals(job) && task.run().task.stage() == stage && !task.run().cancelled)
                .count();
    }

    private void cancel(String run) {
        var task = running.get(run);
        if (task != null) {
            task.cancel();
        }
        outputs.values().forEach(names -> names.remove(run));
    }

    private void close(String job) {
        plans.remove(job);
        outputs.remove(job);
        List.copyOf(running.values()).stream()
                .filter(task -> task.run().job.equals(job))
                .forEach(SimulatedTask::cancel);
    }

    void askForSplit(String job, TaskId task, Consumer<Optional<Integer>> answer) {
        requests++;
        asked.put(requests, answer);
        send(new ControlMessage.SplitWanted(job, task, requests));
    }

    /** A task is no more; what it left stays, unless its job is over. */
    void ended(SimulatedTask task, Optional<EngineException> failure, ControlMessage.TaskEnded told) {
        var run = task.run();
        running.remove(run.name());
        if (failure.isEmpty() && plans.containsKey(run.job)) {
            outputs.computeIfAbsent(run.job, absent -> new HashSet<>()).add(run.name());
        }
        run.end(failure.isEmpty() ? Books.State.WELL : Books.State.GONE);
        send(told);
    }

    /** A JobManager that another one has followed is no more obeyed. */
    private void registered(ControlMessage.Registered registered) {
        if (registered.epoch() < epoch) {
            link.ifPresent(open -> open.peer().close());
            return;
        }
        epoch = registered.epoch();
        List.copyOf(plans.keySet()).stream()
                .filter(job -> !registered.jobs().contains(job))
                .forEach(this::close);
    }

    /** What runs is of no use to the next JobManager, what has ended is. */
    @Override
    public void lost(String reason) {
        if (lives) {
            link = Optional.empty();
            asked.clear();
            List.copyOf(running.values()).forEach(SimulatedTask::cancel);
            again(setting.simulation().now() + TAKEOVER_MILLIS, reason);
        }
    }

    private void again(long until, String reason) {
        setting.simulation().after(500 + setting.simulation().delay(), () -> {
            if (!lives) {
                return;
            }
            connect();
            if (link.isEmpty() && setting.simulation().now() > until) {
                kill("its JobManager was lost: " + reason);
            } else if (link.isEmpty()) {
                again(until, reason);
            }
        });
    }
}
