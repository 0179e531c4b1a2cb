package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.exchange.ExchangeSettings;
import io.weir.graph.JobSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One schedule: a JobManager as it is, TaskManagers and clients that are simulated, and what goes wrong between them. */
final class ControlPlane {
    private static final Set<String> EXPLAINED = Set.of(
            "injected",
            "lost the TaskManager",
            "cannot read",
            "no TaskManager has come",
            "given out already",
            "lost the way",
            "lost the connection");

    private final long seed;
    private final Simulation simulation;
    private final SimulatedExchange exchange;
    private final Books books;
    private final Map<String, SimulatedContainer> taskManagers = new LinkedHashMap<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Containers containers;
    private final List<Linked> links = new ArrayList<>();
    private final SimulatedStore store;
    private final ExchangeSettings channels;

    /** Until when things go wrong: in the midst of jobs, some of which take long. */
    private final int horizon;

    /** The JobManagers, one after the other. */
    private final List<Incumbent> incumbents = new ArrayList<>();

    private int named;
    private int faults;
    private int succeeded;

    ControlPlane(long seed, boolean traced) {
        this.seed = seed;
        simulation = new Simulation(seed, traced);
        horizon = simulation.slowness() > 0.1 ? 15_000 : 3_000;
        exchange = new SimulatedExchange(simulation);
        books = Books.open(seed);
        containers = new Containers();
        store = new SimulatedStore(simulation);
        channels = new ExchangeSettings(1 + simulation.random().nextInt(4), 1 << 20);
        takeOver();
    }

    /** Another JobManager begins. */
    private void takeOver() {
        var number = incumbents.size() + 1;
        simulation.trace(() -> "JobManager " + number + " begins");
        incumbents.forEach(Incumbent::look);
        containers.wanted = 0;
        var reign = new Reign(number);
        var master = new Incumbent(number, simulation, exchange, reign, store.begin(""), channels);
        master.onEnd(() -> cutOff(master, "its JobManager is gone"));
        incumbents.add(master);
    }

    private Incumbent incumbent() {
        return incumbents.get(incumbents.size() - 1);
    }

    /** Nobody listens to what a JobManager wants that another one has followed. */
    private final class Reign implements Provisioner {
        private final int number;

        Reign(int number) {
            this.number = number;
        }

        private boolean isNewest() {
            return number >= incumbents.size();
        }

        @Override
        public void want(int slots, List<String> near) {
            if (isNewest()) {
                containers.want(slots);
            }
        }

        @Override
        public int mostSlots() {
            return containers.mostSlots();
        }

        @Override
        public void release(String taskManager, String why) {
            if (isNewest()) {
                containers.release(taskManager);
            }
        }
    }

    /** Starts and ends TaskManagers as they are wanted, or has some from the start. */
    private final class Containers {
        private final int slotsOfOne = 1 + simulation.random().nextInt(3);
        private final int most = 1 + simulation.random().nextInt(4);
        private final boolean standalone = simulation.chance(0.4);
        private int wanted;
        private int starting;

        void want(int slots) {
            wanted = slots;
            simulation.soon(this::adjust);
        }

        int mostSlots() {
            return standalone ? 0 : most * slotsOfOne;
        }

        void release(String taskManager) {
            find(taskManager).ifPresent(idle -> simulation.soon(() -> idle.kill("released")));
        }

        private void adjust() {
            var there = living().size() + starting;
            var enough = standalone ? most : Math.min(most, (wanted + slotsOfOne - 1) / slotsOfOne);
            for (; there < enough; there++) {
                starting++;
                simulation.after(simulation.delay() + (simulation.chance(0.2) ? 4_000 : 0), () -> {
                    starting--;
                    if (simulation.chance(0.05) || simulation.now() < 30_000 && wanted == 0 && !standalone) {
                        simulation.after(100, this::adjust);
                    } else {
                        start(slotsOfOne);
                    }
                });
            }
        }
    }

    private List<SimulatedContainer> living() {
        return taskManagers.values().stream().filter(SimulatedContainer::lives).toList();
    }

    private Optional<SimulatedContainer> find(String name) {
        return Optional.ofNullable(taskManagers.get(name)).filter(SimulatedContainer::lives);
    }

    /** To the newest JobManager, if it is there. */
    private Optional<SimulatedLink> connect(String name, ControlConnection.Receiver receiver) {
        var newest = incumbent();
        if (!newest.isThere()) {
            return Optional.empty();
        }
        var link = new SimulatedLink(simulation, name);
        link.peer().heardBy(receiver);
        link.jobManager().heardBy(newest.meet(name, link.jobManager()));
        links.add(new Linked(newest, link));
        return Optional.of(link);
    }

    private record Linked(Incumbent to, SimulatedLink link) {}

    private void start(int slots) {
        var name = "taskmanager-" + ++named;
        var setting = new SimulatedContainer.Setting(simulation, exchange, books, this::find, this::connect);
        taskManagers.put(name, new SimulatedContainer(name, slots, setting));
    }

    private void come(int jobs) {
        var name = "client-" + ++named;
        var client = new SimulatedClient(name, simulation, exchange, this::connect);
        for (var job = 0; job < jobs; job++) {
            var settings = new JobSettings(1 + simulation.random().nextInt(4), 100, 0);
            client.want(++named, SimulatedFlows.any(simulation, seed, named), settings);
        }
        clients.add(client);
        client.come();
    }

    /** All its connections break; it may sleep meanwhile, or be gone. */
    private void cutOff(Incumbent master, String why) {
        links.stream()
                .filter(linked -> linked.to() == master)
                .forEach(linked -> linked.link().cut(why));
    }

    private void masterEnds() {
        var master = incumbent();
        master.kill();
        simulation.after(500 + simulation.random().nextInt(5_000), this::takeOver);
    }

    /** Long enough to be lost; sometimes another one takes over meanwhile. */
    private void masterSleeps() {
        var master = incumbent();
        master.sleep(3_000 + simulation.random().nextInt(4_000));
        cutOff(master, "its JobManager was not heard of");
        if (simulation.chance(0.6)) {
            simulation.after(simulation.random().nextInt(6_000), this::takeOver);
        }
    }

    /** Lets it all happen, then judges. */
    void run() {
        var random = simulation.random();
        simulation.soon(containers::adjust);
        for (var client = 1 + random.nextInt(2); client > 0; client--) {
            var jobs = 1 + random.nextInt(2);
            simulation.soon(() -> come(jobs));
        }
        if (simulation.chance(0.8)) {
            for (var fault = random.nextInt(5); fault > 0; fault--) {
                simulation.after(random.nextInt(horizon), this::goWrong);
            }
        }
        for (var report = 0; report < 3; report++) {
            simulation.after(random.nextInt(horizon), () -> {
                if (incumbent().isThere()) {
                    incumbent().reception().report();
                }
            });
        }
        simulation.run();
        judge();
    }

    private void goWrong() {
        var random = simulation.random();
        faults++;
        var client = clients.isEmpty() ? null : clients.get(random.nextInt(clients.size()));
        var living = living();
        var taskManager = living.isEmpty() ? null : living.get(random.nextInt(living.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                if (taskManager != null) {
                    taskManager.kill("killed");
                    simulation.after(simulation.delay(), containers::adjust);
                }
            }
            case 2 -> {
                if (taskManager != null) {
                    simulation.trace(() -> "the link of " + taskManager.name() + " breaks");
                    taskManager.cut("it broke");
                    simulation.after(5_000, containers::adjust);
                }
            }
            case 3 -> {
                if (client != null) {
                    client.cancelOne();
                }
            }
            case 4 -> {
                if (client != null && simulation.chance(0.5)) {
                    client.vanish();
                }
            }
            case 5 -> {
                if (taskManager != null) {
                    simulation.trace(() -> "answers from " + taskManager.name() + " break");
                    exchange.cut(taskManager.name(), incumbent().name());
                }
            }
            case 6 -> {
                if (client != null) {
                    simulation.trace(() -> "the link of " + client.name() + " breaks");
                    client.cut("it broke");
                }
            }
            case 8 -> {
                if (incumbent().isThere()) {
                    masterEnds();
                }
            }
            case 9 -> {
                if (incumbent().isThere()) {
                    masterSleeps();
                }
            }
            default -> {
                if (client != null) {
                    simulation.trace(() -> "answers to " + client.name() + " break");
                    exchange.cut(client.name(), incumbent().name());
                }
            }
        }
    }

    private void judge() {
        for (var client : clients) {
            for (var job : client.jobs()) {
                judge(client, job);
            }
        }
        for (var former : incumbents.subList(0, incumbents.size() - 1)) {
            assertFalse(former.lives(), () -> former.name() + " still lives");
        }
        var jobManager = incumbent().jobManager();
        assertEquals(List.of(), jobManager.jobs(), "jobs that are left");
        assertFalse(incumbent().reception().hasClients(), "a client that left is still there");
        assertEquals(0, containers.wanted, "slots wanted after the last job");
        for (var link : jobManager.taskManagers().all()) {
            assertTrue(find(link.name()).isPresent(), () -> "it is gone: " + link.name());
            assertEquals(0, ((TaskManagerProxy) link).kept(), () -> "kept of jobs for " + link.name());
        }
        for (var taskManager : living()) {
            assertNotNull(jobManager.taskManagers().get(taskManager.name()), taskManager.name());
            assertEquals(Set.of(), taskManager.kept(), () -> "kept at " + taskManager.name());
        }
        assertEquals(List.of(), exchange.offeredBy(incumbent().name()), "answers that nobody takes");
    }

    private void judge(SimulatedClient client, SimulatedClient.Asked job) {
        var what = "job " + job.number + " of " + client.name() + " " + job.dataflow.edges();
        var written = books.written(job.number);
        if (job.ended == null) {
            assertTrue(client.hasVanished(), () -> "no end of " + what);
        }
        if (incumbents.size() == 1) {
            assertEquals(written.opened, written.closed, () -> "sources and sinks that are open, of " + what);
        }
        if (job.ended == null) {
            return;
        }
        var failure = job.ended.failure().map(Failure::exception);
        if (failure.isPresent()) {
            var message = String.valueOf(failure.get().getMessage());
            var explained = job.cancelled && message.contains("cancelled")
                    || EXPLAINED.stream().anyMatch(message::contains);
            assertTrue(explained, () -> "an error that nobody caused: " + message);
            assertTrue(faults > 0 || message.contains("injected"), () -> "nothing went wrong, but " + message);
            assertEquals(Map.of(), written.committed, () -> "written by one that failed, " + what);
            return;
        }
        succeeded++;
        assertEquals(Map.of(), written.aborts, () -> "withdrawn by one that succeeded, " + what);
        var result = job.dataflow.result();
        if (result.isEmpty()) {
            written.committed.forEach((stage, names) -> {
                assertTrue(written.commits.get(stage) <= incumbents.size(), () -> "commits of " + what);
                Books.check(job.dataflow, stage, names.stream().map(books::run).collect(Collectors.toSet()));
            });
            assertFalse(written.committed.isEmpty(), () -> "nothing was committed by " + what);
        } else if (job.complete) {
            SimulatedClient.answered(job, books)
                    .ifPresent(run -> Books.check(job.dataflow, result.getAsInt(), Set.of(run)));
        } else {
            assertTrue(client.hasVanished(), () -> "an answer without end, of " + what);
        }
    }

    /** Second runs of slow tasks; runs of tasks that were lost may seem to be such, so none where anything went wrong. */
    int copies() {
        return faults == 0 ? books.copies() : 0;
    }

    int succeeded() {
        return succeeded;
    }

    String trace() {
        return simulation.traced();
    }
}
