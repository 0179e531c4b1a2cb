package io.weir.cluster;

import io.weir.EngineException;
import io.weir.exchange.ExchangeSettings;
import java.time.Duration;
import java.util.concurrent.Executor;

/** One of the JobManagers that follow each other: as it is, in a process that may sleep or end at any time. */
final class Incumbent {
    private static final Duration TAKEOVER = Duration.ofSeconds(60);

    private final String name;
    private final Simulation simulation;
    private final SimulatedExchange exchange;
    private final JobJournal journal;
    private final JobManager jobManager;
    private final Reception reception;
    private boolean lives = true;
    private long awake;
    private Runnable end = () -> {};

    Incumbent(
            int number,
            Simulation simulation,
            SimulatedExchange exchange,
            Provisioner provisioner,
            JobStore.Term term,
            ExchangeSettings settings) {
        this.name = ControlTransport.JOB_MANAGER + " " + number;
        this.simulation = simulation;
        this.exchange = exchange;
        var life = new Simulation.Life() {
            @Override
            public boolean lives() {
                return lives;
            }

            @Override
            public long awake() {
                return awake;
            }
        };
        var anyOrder = simulation.inAnyOrder(life);
        Executor io = action -> anyOrder.execute(() -> runUnlessOver(action));
        journal = JobJournal.of(term, io);
        var parts = new JobManagerParts(
                simulation.inOrder(life),
                io,
                simulation.timer(life),
                provisioner,
                new SchedulerSettings(
                                4, Duration.ofMillis(100), Duration.ofSeconds(60), Duration.ofSeconds(10), 0, TAKEOVER)
                        .with(new SpeculationSettings(true, 0.5, 2, Duration.ofMillis(500))),
                journal);
        jobManager = new JobManager(parts, settings);
        reception = new Reception(jobManager, parts, exchange.of(name), new JobCode(JarStore.ofOthers()));
        reception.recover();
    }

    /** As a thread that has come to its end. */
    private void runUnlessOver(Runnable action) {
        try {
            action.run();
        } catch (EngineException failed) {
            if (!journal.isOver()) {
                throw failed;
            }
        }
    }

    String name() {
        return name;
    }

    JobManager jobManager() {
        return jobManager;
    }

    Reception reception() {
        return reception;
    }

    boolean lives() {
        return lives;
    }

    boolean isThere() {
        return lives && simulation.now() >= awake;
    }

    void kill() {
        simulation.trace(() -> name + " is gone");
        lives = false;
        exchange.gone(name);
        end.run();
    }

    /** The listener hears of its end. */
    void onEnd(Runnable listener) {
        end = listener;
    }

    /** Does nothing for a while, then looks whether it still is the one. */
    void sleep(long millis) {
        simulation.trace(() -> name + " sleeps for " + millis);
        awake = simulation.now() + millis;
    }

    /** Finds out that another one has followed, which it looks for from time to time. */
    void look() {
        simulation.at(Math.max(awake, simulation.now()) + simulation.random().nextInt(1_000), () -> {
            if (lives && isThere()) {
                try {
                    journal.confirm();
                } catch (EngineException over) {
                    kill();
                }
            } else if (lives) {
                look();
            }
        });
    }

    /** Who connects, as it hears of it. */
    ControlConnection.Receiver meet(String peer, ControlWire connection) {
        var receiver = reception.meet(peer, connection);
        return new ControlConnection.Receiver() {
            @Override
            public void receive(ControlMessage message) {
                hear(() -> receiver.receive(message));
            }

            @Override
            public void lost(String reason) {
                hear(() -> receiver.lost(reason));
            }
        };
    }

    private void hear(Runnable action) {
        if (isThere()) {
            action.run();
        } else {
            simulation.at(awake, () -> {
                if (lives) {
                    action.run();
                }
            });
        }
    }
}
