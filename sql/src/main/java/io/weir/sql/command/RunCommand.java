package io.weir.sql.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine;

/** A user's program. On YARN it runs in the ApplicationMaster, elsewhere in this process; its jobs run on the cluster that is named. */
@CommandLine.Command(
        name = "run",
        description =
                "Runs the main method of a class in a jar. TableEnvironment.create() there uses the cluster that is named here.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "  weir run -c com.example.MyJob my-job.jar a b",
            "  weir run -c com.example.MyJob --jobmanager host:7433 --secret-file secret my-job.jar a b",
            "",
            "Ends with what the program ends with: 0 when main returns, 1 for a user's mistake, 2 for another exception."
        })
public final class RunCommand implements Command {
    @CommandLine.Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            required = true,
            order = 1,
            description = "The class whose main method is run.")
    private String main = "";

    @CommandLine.Option(
            names = {"-D", "--define"},
            paramLabel = "NAME=VALUE",
            order = 2,
            description = "A setting of the cluster, or as hadoop.KEY Hadoop's own KEY.")
    private List<String> values = new ArrayList<>();

    @CommandLine.Parameters(index = "0", paramLabel = "JAR", description = "Where the class is.")
    private Path jar = Path.of("");

    @CommandLine.Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What main is given.")
    private List<String> arguments = new ArrayList<>();

    @CommandLine.Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws IOException {
        options.take(SessionOptions.pairs("-D", "NAME=VALUE", values));
        var jars = new ArrayList<>(List.of(jar));
        jars.addAll(options.jars());
        var elsewhere = options.runElsewhere(true, () -> errand(jars));
        if (elsewhere.isPresent()) {
            return elsewhere.getAsInt();
        }
        try (var runner = options.runner()) {
            return new UserProgram(main, jars, arguments).run(runner);
        }
    }

    private Errand errand(List<Path> jars) {
        var files = new LinkedHashMap<String, Path>();
        jars.forEach(file -> files.put(String.valueOf(file.getFileName()), file));
        var names = List.copyOf(files.keySet());
        var line = new ArrayList<>(List.of("run", "-c", main));
        if (names.size() > 1) {
            line.addAll(List.of("--jars", String.join(",", names.subList(1, names.size()))));
        }
        // what it throws is in the log of its container
        line.addAll(List.of("--verbose", "--"));
        line.add(names.get(0));
        line.addAll(arguments);
        return new Errand(line, files);
    }
}
