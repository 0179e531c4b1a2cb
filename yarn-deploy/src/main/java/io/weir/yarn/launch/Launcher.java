package io.weir.yarn.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main class of {@code weir.jar}: runs the command line {@code weir} in a process of its own, from the jars in {@code lib} beside
 * it, on YARN. That process sees neither the class path of Hadoop nor its versions of libraries; of Hadoop it takes the configuration
 * alone. And it starts quickly, from an archive of loaded classes, which the process of {@code yarn jar} cannot.
 */
public final class Launcher {
    private static final int FAILURE = 2;

    /** As in scripts/bin/weir: what is called once a batch. */
    private static final List<String> COMPILED_APART = List.of(
            "task.*::*",
            "*::process",
            "*::resume",
            "*::evaluate",
            "*::select",
            "expression.*::choose",
            "expression.Pointwise::*",
            "vector.*::take",
            "vector.*::slice",
            "vector.Vectors::*",
            "flow.Batch::project",
            "flow.Batch::compact",
            "flow.Batch::concat",
            "relational.*::emit*",
            "relational.*::assign",
            "relational.*::absorb",
            "relational.AggregateTable*::add*",
            "formats.parquet.RowGroupScan*::*",
            "formats.parquet.FlatColumn::*",
            "formats.parquet.PageDecoder::*");

    /** As in scripts/bin/weir: for every process that runs tasks. */
    public static final List<String> OPTIONS_OF_TASKS = optionsOfTasks(
            "-XX:+UseParallelGC",
            "-XX:NewRatio=11",
            "-XX:SurvivorPadding=1",
            "-XX:+UseTransparentHugePages",
            "-XX:FreqInlineSize=150",
            "-XX:InlineSmallCode=1000",
            "-XX:MaxRecursiveInlineLevel=0",
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=100",
            "-XX:Tier4CompileThreshold=40000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:-UseDynamicNumberOfCompilerThreads");

    private static final List<String> OPTIONS = List.of(
            "-Xss16m", "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=warning:stderr", "-Xlog:cds*=off:stderr");

    private Launcher() {}

    private static List<String> optionsOfTasks(String... options) {
        var all = new ArrayList<>(List.of(options));
        all.add("-XX:CompileCommand=quiet");
        COMPILED_APART.forEach(pattern -> all.add("-XX:CompileCommand=dontinline,io.weir." + pattern));
        return List.copyOf(all);
    }

    public static void main(String[] arguments) {
        try {
            var process = new ProcessBuilder(command(arguments)).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitWhenAsked(process)));
            System.exit(process.waitFor());
        } catch (IOException | InterruptedException failed) {
            System.err.println("error: weir cannot start: " + failed);
            System.exit(FAILURE);
        }
    }

    private static List<String> command(String[] arguments) throws IOException {
        var configuration = System.getenv("HADOOP_CONF_DIR");
        if (configuration == null) {
            throw new IOException("HADOOP_CONF_DIR is not set: it names the configuration of the cluster");
        }
        var home = home();
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(OPTIONS_OF_TASKS);
        var archive = home.resolve("classes-" + System.getProperty("java.version") + ".jsa");
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
            command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        }
        // what the user has set for yarn jar: the heap, properties
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dweir.yarn=true");
        command.add("-cp");
        command.add(jars(home.resolve("lib")) + ":" + configuration);
        command.add(Launched.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** In the order in which the archive of classes knows them. */
    private static String jars(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    /** Hadoop unpacks a jar and loads it from there, but the jar itself is on the class path too. */
    private static Path home() {
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            for (var url : loader.getURLs()) {
                if (url.getPath().endsWith(".jar")) {
                    return Path.of(url.getPath()).toAbsolutePath().getParent();
                }
            }
        }
        var jar = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return jar.toAbsolutePath().getParent();
    }

    /**
     * A terminal interrupts both processes by itself, and what that means the other one decides; else it is this one alone that was
     * asked to end.
     */
    private static void awaitWhenAsked(Process process) {
        if (!isOnTerminal()) {
            process.destroy();
        }
        Runtime.getRuntime().halt(process.onExit().join().exitValue());
    }

    private static boolean isOnTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "0").inheritIO().start().waitFor() == 0;
        } catch (IOException | InterruptedException unknown) {
            return false;
        }
    }
}
