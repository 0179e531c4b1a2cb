package io.weir.yarn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A real Hadoop of four processes, and commands as its users type them. */
final class PseudoHadoop implements AutoCloseable {
    static final String MASTER = "io.weir.yarn.master.ApplicationMaster";
    static final String TASK_MANAGER = "io.weir.yarn.container.TaskManagerContainer";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DISTRIBUTION = ROOT.resolve("sql/target/weir");
    private static final int RESOURCE_MANAGER_PAGES = 5;

    private final Path directory;
    private final String classPath;
    private final int port;
    private final Map<Process, Integer> numbers = new HashMap<>();
    private int begun;

    /** What a command left. */
    record Ran(int exitCode, String out, String err) {}

    PseudoHadoop(Path directory) throws Exception {
        this(directory, "");
    }

    /** @param classPath what the cluster's own carries beside Hadoop, for its commands and for applications */
    PseudoHadoop(Path directory, String classPath) throws Exception {
        this.directory = directory;
        this.classPath = classPath;
        var start = hadoop("start").redirectErrorStream(true).start();
        var said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (start.waitFor() != 0) {
            throw new AssertionError(said);
        }
        port = Integer.parseInt(Files.readString(directory.resolve("port")).strip());
    }

    private ProcessBuilder hadoop(String... arguments) {
        var command = new ArrayList<>(
                List.of(ROOT.resolve("scripts/dev/hadoop/hadoop").toString(), directory.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        if (!classPath.isEmpty()) {
            process.environment().put("HADOOP_CLASSPATH", classPath);
            process.environment().put("APPLICATION_CLASSPATH", classPath);
        }
        return process;
    }

    String files() {
        return "hdfs://localhost:" + port;
    }

    /** Begins {@code yarn jar weir.jar ...}. */
    Process weir(String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of("yarn", "jar", DISTRIBUTION.resolve("weir.jar").toString()));
        command.addAll(List.of(arguments));
        return start(hadoop(command.toArray(String[]::new)));
    }

    /** The same command line in a process of its own, without YARN. */
    Process embedded(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                DISTRIBUTION.resolve("lib") + "/*",
                "io.weir.sql.command.Weir"));
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(command));
    }

    /** Its output goes to files, so that nobody has to read it for it to go on. */
    private Process start(ProcessBuilder command) throws IOException {
        var number = ++begun;
        var process = command.redirectOutput(directory.resolve("out" + number).toFile())
                .redirectError(directory.resolve("err" + number).toFile())
                .start();
        numbers.put(process, number);
        return process;
    }

    Ran end(Process process) throws Exception {
        var code = process.waitFor();
        var number = numbers.get(process);
        return new Ran(
                code,
                Files.readString(directory.resolve("out" + number)),
                Files.readString(directory.resolve("err" + number)));
    }

    /** The application that a command said it began. */
    static String application(Ran ran) {
        var named = Pattern.compile("application_\\d+_\\d+").matcher(ran.err());
        if (!named.find()) {
            throw new AssertionError("no application began: " + ran.err());
        }
        return named.group();
    }

    Optional<String> lastApplication() throws Exception {
        return Pattern.compile("application_\\d+_\\d+")
                .matcher(Files.readString(directory.resolve("err" + begun)))
                .results()
                .map(found -> found.group())
                .findFirst();
    }

    /** The one that was submitted last. */
    String newestApplication() throws Exception {
        return Pattern.compile("\"id\":\"(application_\\d+_\\d+)\"")
                .matcher(page("apps"))
                .results()
                .map(found -> found.group(1))
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What the ResourceManager knows, as JSON. */
    String page(String path) throws Exception {
        var address = URI.create("http://localhost:" + (port + RESOURCE_MANAGER_PAGES) + "/ws/v1/cluster/" + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits until YARN has so many containers for its applications; where it has none, until their processes are gone too. */
    void awaitContainers(int number) throws Exception {
        var waiting = new CountDownLatch(1);
        while (!page("metrics").contains("\"containersAllocated\":" + number + ",")) {
            var unused = waiting.await(100, TimeUnit.MILLISECONDS);
        }
        if (number == 0) {
            for (var process : containers("io.weir.yarn.")) {
                process.onExit().get();
            }
        }
    }

    /** The names of files that weir has in its user's home directory. */
    List<String> kept() throws IOException {
        try (var files = FileSystem.newInstance(URI.create(files()), new Configuration())) {
            var kept = new ArrayList<String>();
            var all = files.listFiles(new org.apache.hadoop.fs.Path(files.getHomeDirectory(), ".weir"), true);
            while (all.hasNext()) {
                kept.add(all.next().getPath().getName());
            }
            return kept;
        }
    }

    int yarn(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("yarn"));
        command.addAll(List.of(arguments));
        return hadoop(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("yarn").toFile())
                .start()
                .waitFor();
    }

    /** Kills one of its daemons and begins it again; it may take a while until that is of use. */
    void restart(String daemon) throws IOException, InterruptedException {
        if (hadoop("restart", daemon).inheritIO().start().waitFor() != 0) {
            throw new IOException("cannot restart the " + daemon);
        }
    }

    /** What the first container of an application has written. */
    String masterLog(String application) throws IOException {
        try (var files = Files.walk(directory.resolve("logs/userlogs").resolve(application))) {
            var log = files.filter(file -> file.toString().endsWith("_000001/stderr"))
                    .findFirst();
            return Files.readString(log.orElseThrow());
        }
    }

    /** Processes in containers with that main class. */
    List<ProcessHandle> containers(String main) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("java")
                        && process.info().commandLine().orElse("").contains(main)
                        && worksIn(process, directory))
                .toList();
    }

    /** The children of a daemon are not its children any more once that was restarted. */
    private static boolean worksIn(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(directory.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** True once its file system takes files. */
    boolean writes() {
        try (var system = FileSystem.newInstance(URI.create(files()), new Configuration())) {
            var probe = new org.apache.hadoop.fs.Path("/probe");
            system.create(probe).close();
            return system.delete(probe, false);
        } catch (IOException away) {
            return false;
        }
    }

    /** Its configuration. */
    Path configuration() {
        return directory.resolve("conf");
    }

    /** Where containers have their directories, until YARN has removed them. */
    List<String> containerDirectories() throws IOException {
        try (var all = Files.walk(directory.resolve("data/nm-local-dir/usercache"), 4)) {
            return all.map(Path::toString)
                    .filter(path -> path.matches(".*/container_[_\\d]+"))
                    .toList();
        } catch (UncheckedIOException | NoSuchFileException changing) {
            return List.of("changing");
        }
    }

    @Override
    public void close() throws IOException {
        hadoop("stop").start().onExit().join();
    }
}
