package io.weir.yarn;

import io.weir.EngineException;
import io.weir.sql.tpch.TpchData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Rounds of one statement and one fault, at a moment of the statement's life that the seed decides, on a real Hadoop. A round ends in
 * the right rows or in a clear failure, and leaves nothing; an application serves some rounds and ends well.
 */
final class Chaos {
    static final String RIGHT = "right";

    private static final double SCALE = 0.02;

    /** Neighbours are to begin unlike each other. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private static final int PATIENCE_SECONDS = 180;
    private static final int ROUNDS_OF_APPLICATION = 5;
    private static final int TASK_MANAGERS = 2;
    private static final Map<String, String> SETTINGS =
            Map.of("cluster.heartbeat_timeout_ms", "2000", "cluster.least_task_bytes", "0");
    private static final String[] OPTIONS = {
        "--tm-memory",
        "1gb",
        "--am-memory",
        "768mb",
        "--am-attempts",
        "1000",
        "--max-task-managers",
        Integer.toString(TASK_MANAGERS),
        "--idle-timeout",
        "60"
    };

    private final ScheduledExecutorService threads;
    private final PseudoHadoop hadoop;
    private final String data;
    private final Works works;

    /** How long statements took that nothing disturbed. */
    private final Map<String, Long> usual = new HashMap<>();

    private final List<OpenShell> open = new ArrayList<>();
    private int rounds;

    Chaos(Path directory) throws Exception {
        hadoop = new PseudoHadoop(directory);
        OpenShell.useConfiguration(hadoop);
        threads = new ScheduledThreadPoolExecutor(3);
        data = hadoop.files() + "/tpch";
        TpchData.generate(SCALE, data, TpchData.tables(), (table, rows) -> {});
        works = new Works(hadoop.files() + "/", data);
    }

    /** Answers {@link #RIGHT}, what failed, or what is wrong. */
    String round(Fault fault, long seed) throws Exception {
        if (rounds++ % ROUNDS_OF_APPLICATION == 0) {
            endApplication();
        }
        if (open.isEmpty()) {
            open.add(call(() -> new OpenShell(hadoop, data, SETTINGS, OPTIONS)));
        }
        var shell = open.get(0);
        var random = new Random(seed * SCATTER);
        var work = works.any(random);
        if (!usual.containsKey(work.name())) {
            var begun = System.nanoTime();
            var lines = call(() -> shell.lines(work.sql()));
            usual.put(work.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            var wrong = work.judge().wrong(true, lines);
            return wrong.isEmpty() ? round(fault, seed) : "WRONG without a fault: " + wrong;
        }
        var moment = (long) (usual.get(work.name()) * random.nextDouble());
        var what = " (" + work.name() + ", after " + moment + " of " + usual.get(work.name()) + " ms)";
        var disturbance = new Disturbance(hadoop, random);
        var happens = threads.schedule(() -> disturbance.happen(fault), moment, TimeUnit.MILLISECONDS);
        var succeeded = true;
        var verdict = RIGHT;
        List<String> lines = List.of();
        try {
            lines = call(() -> shell.lines(work.sql()));
        } catch (EngineException failed) {
            succeeded = false;
            verdict = "failed: "
                    + String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        } catch (TimeoutException endless) {
            return "WRONG: it does not end";
        }
        if (!happens.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return "WRONG: there was nothing to disturb" + what;
        }
        disturbance.makeGood();
        awaitHadoop();
        var wrong = work.judge().wrong(succeeded, lines);
        if (!wrong.isEmpty()) {
            return "WRONG: " + wrong + what;
        }
        var left = leftovers();
        return (left.isEmpty() ? verdict : "LEFT: " + left) + what;
    }

    private <T> T call(Callable<T> statement) throws Exception {
        var result = threads.submit(statement);
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        } catch (TimeoutException endless) {
            open.forEach(OpenShell::cancel);
            throw endless;
        }
    }

    /** A daemon that has begun again is of use again. */
    private void awaitHadoop() throws Exception {
        await(
                "Hadoop",
                () -> hadoop.page("metrics").contains("\"activeNodes\":1,") && hadoop.writes() ? "" : "is away");
    }

    private interface Look {
        /** Empty once all is well. */
        String look() throws Exception;
    }

    /** Empty if it went well in time. */
    private static String await(String what, Look look) throws Exception {
        var waiting = new CountDownLatch(1);
        var seen = "";
        for (var waited = 0; waited < 300; waited++) {
            seen = look.look();
            if (seen.isEmpty()) {
                return "";
            }
            var unused = waiting.await(100, TimeUnit.MILLISECONDS);
        }
        return what + " " + seen;
    }

    /** Beside the ApplicationMaster there are TaskManagers, as many as may be, each the process of a container; and rows of tables. */
    private String leftovers() throws Exception {
        var processes = await("processes", () -> {
            var there = hadoop.containers(PseudoHadoop.TASK_MANAGER).size();
            var held = held();
            return there <= TASK_MANAGERS && held == there + 1 ? "" : there + " in " + held + " containers";
        });
        var files = works.leftovers();
        return processes + (files.isEmpty() ? "" : files.toString());
    }

    /** Containers that YARN counts. */
    private int held() throws Exception {
        var metrics = hadoop.page("metrics");
        var count = Pattern.compile("\"containersAllocated\":(\\d+)").matcher(metrics);
        return count.find() ? Integer.parseInt(count.group(1)) : -1;
    }

    private static List<String> texts(List<ProcessHandle> processes) {
        return processes.stream().map(process -> Long.toString(process.pid())).toList();
    }

    /** Its final status is right, and nothing of it is left. */
    private void endApplication() throws Exception {
        for (var shell : List.copyOf(open)) {
            open.clear();
            call(() -> {
                shell.end();
                return "";
            });
            var ended = await("the application", () -> {
                var page = hadoop.page("apps/" + shell.application());
                return page.contains("\"finalStatus\":\"SUCCEEDED\"") ? "" : page;
            });
            var left = await("containers", () -> held() == 0 ? "" : held() + " are held");
            var processes = await("processes", () -> String.join(",", texts(hadoop.containers("io.weir.yarn"))));
            var directories = await("directories", () -> String.join(",", hadoop.containerDirectories()));
            if (!(ended + left + processes + directories).isEmpty()) {
                throw new AssertionError("after an application: " + ended + left + processes + directories);
            }
        }
    }

    void end() throws Exception {
        try {
            endApplication();
        } finally {
            threads.shutdownNow();
            works.close();
            hadoop.close();
        }
    }

    /** A file of verdicts, then how many rounds of which fault: {@code verdicts.txt TASKMANAGER_KILLED=100}. Goes on where it was. */
    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[0]);
        var wanted = new LinkedHashMap<Fault, Integer>();
        for (var argument : List.of(arguments).subList(1, arguments.length)) {
            var parts = argument.split("=", 2);
            wanted.put(Fault.valueOf(parts[0]), Integer.parseInt(parts[1]));
        }
        var done = done(file);
        var chaos = new Chaos(Files.createTempDirectory("chaos"));
        try {
            for (var entry : wanted.entrySet()) {
                for (var seed = 1; seed <= entry.getValue(); seed++) {
                    var name = entry.getKey() + " " + seed;
                    if (!done.contains(name)) {
                        var line = name + " " + chaos.round(entry.getKey(), seed) + "\n";
                        System.out.print(line);
                        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    }
                }
            }
        } finally {
            chaos.end();
        }
        System.exit(0);
    }

    private static List<String> done(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(line -> line.split(" ")[0] + " " + line.split(" ")[1])
                        .toList()
                : List.of();
    }
}
