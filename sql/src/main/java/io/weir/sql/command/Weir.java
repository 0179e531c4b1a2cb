package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.Nullable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** The command {@code weir}. Ends with 0, with 1 for a user's mistake, 2 for a failure, 130 when cancelled. */
@CommandLine.Command(
        name = "weir",
        description = "Queries over files.",
        mixinStandardHelpOptions = true,
        versionProvider = Weir.Version.class,
        synopsisSubcommandLabel = "COMMAND")
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
        try {
            return commandLine().execute(arguments);
        } catch (OutOfMemoryError tooMuch) {
            System.err.println("error: out of memory: give it more with --memory, or set operator_memory lower");
            return FAILURE;
        } catch (StackOverflowError tooDeep) {
            System.err.println("error: the statement is nested too deeply");
            return USER_MISTAKE;
        }
    }

    private static CommandLine commandLine() {
        var line = new CommandLine(new Weir());
        var commands = ServiceLoader.load(Command.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(CommandLine::new)
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .toList();
        commands.forEach(command -> line.addSubcommand(command.getCommandName(), command));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((exception, given) -> {
            var writer = exception.getCommandLine().getErr();
            writer.println("error: " + firstLine(exception.getMessage()));
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, writer);
            writer.println("see: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return USER_MISTAKE;
        });
        line.setExecutionExceptionHandler(
                (exception, failed, parsed) -> report(exception, failed.getErr(), isVerbose(parsed.originalArgs())));
        return line;
    }

    private static boolean isVerbose(List<String> arguments) {
        return arguments.contains("--verbose");
    }

    /** Writes one line for the error, the stack trace too if that is wanted; answers the exit code. */
    static int report(Exception exception, PrintWriter writer, boolean verbose) {
        var code = exception instanceof EngineException known ? known.code().exitCode() : FAILURE;
        var message = exception.getMessage();
        var internal = !(exception instanceof EngineException);
        writer.println("error: "
                + (internal ? exception.getClass().getSimpleName() + ": " : "")
                + (message == null ? "no message" : firstLine(message)));
        if (verbose) {
            exception.printStackTrace(writer);
        }
        writer.flush();
        return code;
    }

    private static String firstLine(String message) {
        return String.join(
                " ", Arrays.stream(message.split("\\R")).map(String::strip).toList());
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
