package io.weir.cluster;

import io.weir.exchange.ExchangeSettings;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillRoot;
import io.weir.task.Carriers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** JobManager, TaskManager and all tasks in the caller's thread, one step at a time in an order that the seed decides. */
final class SteppedCluster implements AutoCloseable {
    private final Random random;
    private final Deque<Runnable> mails = new ArrayDeque<>();
    private final List<Runnable> io = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final MemoryPool memory;
    private final SpillRoot spill;
    private final JobManager jobManager;
    private int steps;
    private int patientSlices;

    SteppedCluster(long seed, Path directory, long operatorMemory) {
        random = new Random(seed);
        memory = new MemoryPool(operatorMemory);
        spill = SpillRoot.claim(directory);
        var exchange = new ExchangeSettings(1 + random.nextInt(4), 1L << (6 + random.nextInt(10)));
        var threads = new TaskManagerParts.Threads(new Turns(), io::add, (time, callback) -> {
            throw new AssertionError("nobody here asks for the time");
        });
        JobManagerParts.Timer never = (delay, action) -> {
            throw new AssertionError("nothing is tried again here");
        };
        jobManager = new JobManager(
                new JobManagerParts(mails::add, io::add, never, Provisioner.NONE, SchedulerSettings.EMBEDDED),
                exchange);
        var own = new TaskManagerParts(threads, memory, spill, exchange, 0);
        jobManager.came(new TaskManager("local", 2, own, Optional.empty()));
    }

    LocalJob submit(Dataflow dataflow, JobSettings settings) {
        return jobManager.submit(dataflow, settings);
    }

    /** How often a task has let others go first. */
    int patientSlices() {
        return patientSlices;
    }

    private final class Turns implements Carriers {
        @Override
        public void execute(Runnable slice) {
            tasks.add(slice);
        }

        @Override
        public void executePatiently(Runnable slice) {
            patientSlices++;
            tasks.add(slice);
        }
    }

    int steps() {
        return steps;
    }

    MemoryPool memory() {
        return memory;
    }

    /** Runs one thing that is due. False if nothing is. */
    boolean step() {
        steps++;
        var due = new ArrayList<Runnable>();
        if (!mails.isEmpty()) {
            due.add(() -> mails.remove().run());
        }
        if (!io.isEmpty()) {
            due.add(() -> io.remove(random.nextInt(io.size())).run());
        }
        for (var i = 0; i < tasks.size(); i++) {
            due.add(() -> tasks.remove(random.nextInt(tasks.size())).run());
        }
        if (due.isEmpty()) {
            return false;
        }
        due.get(random.nextInt(due.size())).run();
        return true;
    }

    @Override
    public void close() {
        spill.close();
    }
}
