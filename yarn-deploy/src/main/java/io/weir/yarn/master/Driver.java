package io.weir.yarn.master;

import io.weir.cluster.Farewell;
import io.weir.cluster.JobManagerProcess;
import io.weir.sql.command.Weir;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A command line that runs in the ApplicationMaster; its jobs run on the containers of the application. */
public final class Driver {
    private static final String ARGUMENT = "yarn.driver.";
    private static final String FOLLOWED = "yarn.driver.followed";

    /** For those who follow the output, to get the last of it. */
    private static final Duration FOLLOWERS = Duration.ofSeconds(10);

    private final List<String> arguments;
    private final Duration firstFollower;

    private Driver(List<String> arguments, Duration firstFollower) {
        this.arguments = arguments;
        this.firstFollower = firstFollower;
    }

    /** Whether settings name one. */
    public static boolean isNamed(Map<String, String> settings) {
        return named(settings).isPresent();
    }

    static Optional<Driver> named(Map<String, String> settings) {
        var arguments = new ArrayList<String>();
        for (var next = settings.get(ARGUMENT + 0); next != null; next = settings.get(ARGUMENT + arguments.size())) {
            arguments.add(next);
        }
        var first = settings.containsKey(FOLLOWED) ? FOLLOWERS : Duration.ZERO;
        return arguments.isEmpty() ? Optional.empty() : Optional.of(new Driver(arguments, first));
    }

    /** Somebody waits for what it writes. */
    public static Map<String, String> followed(Map<String, String> others) {
        var all = new HashMap<>(others);
        all.put(FOLLOWED, "true");
        return all;
    }

    /** Beside other settings, for the ApplicationMaster. */
    public static Map<String, String> with(Map<String, String> others, List<String> arguments) {
        var all = new HashMap<>(others);
        for (var i = 0; i < arguments.size(); i++) {
            all.put(ARGUMENT + i, arguments.get(i));
        }
        return all;
    }

    /** @param ended is told how it went; the cause begins with the exit code, which is more than YARN's own status tells */
    void begin(JobManagerProcess jobManager, Consumer<Farewell> ended) {
        var thread = new Thread(() -> ended.accept(run(jobManager)), "weir-driver");
        thread.setDaemon(true);
        thread.start();
    }

    private Farewell run(JobManagerProcess jobManager) {
        Farewell end;
        try {
            end = Weir.runOn(jobManager, arguments);
        } catch (RuntimeException | Error failed) {
            end = Farewell.failure("error: " + failed);
        }
        System.out.flush();
        System.err.flush();
        jobManager.output().awaitReaders(firstFollower, FOLLOWERS);
        return Farewell.of(end.exitCode(), "exit " + end.exitCode() + ": " + end.cause());
    }
}
