package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.cluster.Farewell;
import io.weir.graph.JobRunner;
import io.weir.sql.shell.ErrorLine;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code weir}. Ends with 0, with 1 for a user's mistake, 2 for a failure, 130 when cancelled. */
@CommandLine.Command(
        name = "weir",
        description = "SQL over Parquet, CSV and JSON lines.",
        versionProvider = Weir.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "weir COMMAND --help tells more."})
public final class Weir implements Runnable {
    private static final int USER_MISTAKE = 1;
    private static final int FAILURE = 2;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line in this process; answers the exit code. */
    static int run(String... arguments) {
        var deployments = Deployments.found();
        var code = run(deployments, arguments);
        deployments.end(code);
        return code;
    }

    /** Runs a command line whose jobs run there, which stays; answers how it went. */
    public static Farewell runOn(JobRunner runner, List<String> arguments) {
        var deployments = Deployments.of(runner);
        var code = run(deployments, arguments.toArray(String[]::new));
        return Farewell.of(code, deployments.cause());
    }

    private static int run(Deployments deployments, String... arguments) {
        try {
            return LeanPicocli.make(() -> commandLine(deployments, arguments)).execute(arguments);
        } catch (OutOfMemoryError tooMuch) {
            deployments.failed(ErrorLine.of(tooMuch));
            System.err.println(ErrorLine.of(tooMuch));
            return FAILURE;
        } catch (StackOverflowError tooDeep) {
            deployments.failed(ErrorLine.of(tooDeep));
            System.err.println(ErrorLine.of(tooDeep));
            return USER_MISTAKE;
        }
    }

    private static CommandLine commandLine(Deployments deployments, String... arguments) {
        var line = new CommandLine(new Weir());
        var commands = commands(arguments).stream()
                .map(ServiceLoader.Provider::get)
                .map(CommandLine::new)
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .toList();
        // what follows a program is the program's
        commands.stream()
                .filter(command -> command.getCommand() instanceof RunCommand)
                .forEach(command -> command.setStopAtPositional(true));
        commands.forEach(command -> line.addSubcommand(command.getCommandName(), command));
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Shows the version.")
                        .build());
        deployments.offer(line);
        addHelp(line);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((exception, given) -> {
            exception.getCommandLine().getErr().println("error: " + Misuse.text(exception));
            return USER_MISTAKE;
        });
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            deployments.failed(ErrorLine.of(exception));
            return report(exception, failed.getErr(), isVerbose(parsed.originalArgs()));
        });
        return line;
    }

    /** The one that is named, for to look at the options of all takes long; all of them if none is. */
    private static List<ServiceLoader.Provider<Command>> commands(String... arguments) {
        var all = ServiceLoader.load(Command.class).stream().toList();
        var named = all.stream()
                .filter(command -> arguments.length > 0 && arguments[0].equals(name(command.type())))
                .toList();
        return named.isEmpty() ? all : named;
    }

    private static String name(Class<? extends Command> command) {
        return command.getAnnotation(CommandLine.Command.class).name();
    }

    /** To a command and those below it, as the last of the options. */
    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .order(Integer.MAX_VALUE)
                        .description("Shows this text.")
                        .build());
        line.getSubcommands().values().forEach(Weir::addHelp);
    }

    private static boolean isVerbose(List<String> arguments) {
        return arguments.contains("--verbose");
    }

    /** Writes one line for the error, the stack trace too if that is wanted; answers the exit code. */
    static int report(Exception exception, PrintWriter writer, boolean verbose) {
        var code = exception instanceof EngineException known ? known.code().exitCode() : FAILURE;
        writer.println(ErrorLine.of(exception));
        if (verbose) {
            exception.printStackTrace(writer);
        }
        writer.flush();
        return code;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Weir.class.getPackage().getImplementationVersion();
            return new String[] {"weir " + (version == null ? "development" : version)};
        }
    }
}
