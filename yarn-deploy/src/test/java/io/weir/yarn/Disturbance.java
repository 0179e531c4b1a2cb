package io.weir.yarn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes faults happen to the processes of a Hadoop, and makes good what would not end by itself. */
final class Disturbance {
    /** Three of the heartbeats after which a process is lost. */
    private static final long STOPPED_SECONDS = 6;

    /** Less than a task leaves for the next stage, more than a process writes into its log. */
    private static final int FULL_BYTES = 64 << 10;

    private static final int PATIENCE_SECONDS = 20;

    private final PseudoHadoop hadoop;
    private final Random random;
    private final List<Long> full = new ArrayList<>();

    Disturbance(PseudoHadoop hadoop, Random random) {
        this.hadoop = hadoop;
        this.random = random;
    }

    /** Makes it happen; waits until it is over, where it ends. False if there was nothing that it could happen to. */
    boolean happen(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case TASKMANAGER_KILLED -> {
                return kill(PseudoHadoop.TASK_MANAGER);
            }
            case MASTER_KILLED -> {
                return kill(PseudoHadoop.MASTER);
            }
            case TASKMANAGER_STOPPED -> {
                return stop(PseudoHadoop.TASK_MANAGER);
            }
            case MASTER_STOPPED -> {
                return stop(PseudoHadoop.MASTER);
            }
            case NODEMANAGER_RESTARTED -> hadoop.restart("nodemanager");
            case NAMENODE_RESTARTED -> hadoop.restart("namenode");
            case DISK_FULL -> {
                var victim = any(PseudoHadoop.TASK_MANAGER);
                victim.ifPresent(process -> full.add(process.pid()));
                return victim.isPresent() && limit(victim.get().pid(), Integer.toString(FULL_BYTES));
            }
        }
        return true;
    }

    /** There is room again. */
    void makeGood() throws IOException, InterruptedException {
        for (var process : full) {
            limit(process, "unlimited");
        }
        full.clear();
    }

    private boolean kill(String main) {
        return any(main).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    private boolean stop(String main) throws IOException, InterruptedException {
        var victim = any(main);
        if (victim.isEmpty()) {
            return false;
        }
        var pid = Long.toString(victim.get().pid());
        run("kill", "-STOP", pid);
        var unused = new CountDownLatch(1).await(STOPPED_SECONDS, TimeUnit.SECONDS);
        run("kill", "-CONT", pid);
        return true;
    }

    /** Files that the process writes become no longer: as if the disk under its directory were full. */
    private static boolean limit(long process, String bytes) throws IOException, InterruptedException {
        return run("prlimit", "--pid", Long.toString(process), "--fsize=" + bytes + ":");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    /** One of those that are there, as soon as there is one. */
    private Optional<ProcessHandle> any(String main) {
        var waiting = new CountDownLatch(1);
        try {
            for (var waited = 0; waited < PATIENCE_SECONDS * 20; waited++) {
                var there = hadoop.containers(main);
                if (!there.isEmpty()) {
                    return Optional.of(there.get(random.nextInt(there.size())));
                }
                var unused = waiting.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
