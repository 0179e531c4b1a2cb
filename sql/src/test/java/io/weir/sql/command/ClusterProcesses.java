package io.weir.sql.command;

import io.weir.cluster.ClusterSettings;
import io.weir.cluster.RemoteCluster;
import io.weir.exchange.socket.Secret;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A standalone cluster of real processes: a JobManager, and TaskManagers that come and are killed. */
final class ClusterProcesses implements AutoCloseable {
    /** Of TPC-H's lineitem, orders and part: long enough to be met while it runs. */
    static final String LONG_QUERY =
            "select count(*) from lineitem join orders on l_orderkey + o_orderkey = 70000 + l_linenumber * l_suppkey % 3"
                    + " join part on p_partkey + l_suppkey > o_custkey";

    private static final String SECRET = "known to all processes of a test";

    private final Path directory;
    private final Path secret;
    private final int port;
    private final String pages;
    private final List<Process> taskManagers = new ArrayList<>();
    private Process jobManager;

    ClusterProcesses(Path directory, String... settings) throws IOException {
        this.directory = directory;
        this.secret = Files.writeString(directory.resolve("secret"), SECRET);
        var all = new ArrayList<>(List.of(settings));
        // little data is spread nevertheless
        all.add("cluster.least_task_bytes=0");
        Files.write(directory.resolve("conf"), all);
        this.jobManager = startJobManager(0);
        var line = line(jobManager);
        var second = line(jobManager);
        this.pages = second.substring(second.indexOf("http"));
        this.port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private Process startJobManager(int at) throws IOException {
        var journal = directory.resolve("journal").toString();
        return start("jobmanager", "--listen", "127.0.0.1:" + at, "--web", "0", "--journal", journal);
    }

    /** Kills the JobManager and starts another one, which goes on with what that did. */
    void replaceJobManager() throws IOException {
        jobManager.destroyForcibly().onExit().join();
        jobManager = startJobManager(port);
        line(jobManager);
    }

    /** Answers once it has registered. */
    Process addTaskManager() throws IOException {
        var process = start(
                "taskmanager",
                "--jobmanager",
                "127.0.0.1:" + port,
                "--slots",
                "2",
                "--spill",
                directory.resolve("spill").toString());
        taskManagers.add(process);
        line(process);
        return process;
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Weir.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--secret-file",
                secret.toString(),
                "--conf",
                directory.resolve("conf").toString()));
        return new ProcessBuilder(command)
                .redirectError(
                        directory.resolve("errors-" + taskManagers.size()).toFile())
                .start();
    }

    private static String line(Process process) throws IOException {
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new AssertionError("a process of the cluster ended before it began");
        }
        return line;
    }

    RemoteCluster connect() {
        return RemoteCluster.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                ClusterSettings.read(Map.of()),
                Secret.of(SECRET.getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }

    TableEnvironment session(int parallelism) {
        return TableEnvironment.create(
                connect(), SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, parallelism));
    }

    /** Those that are there, the JobManager first. */
    List<Process> processes() {
        var all = new ArrayList<>(List.of(jobManager));
        taskManagers.stream().filter(Process::isAlive).forEach(all::add);
        return all;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String pages() {
        return pages;
    }

    Path secret() {
        return secret;
    }

    @Override
    public void close() {
        taskManagers.forEach(process -> process.destroyForcibly().onExit().join());
        jobManager.destroyForcibly().onExit().join();
    }
}
