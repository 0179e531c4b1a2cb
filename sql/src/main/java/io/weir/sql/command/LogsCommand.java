package io.weir.sql.command;

import picocli.CommandLine;

/** What the processes of a job wrote. */
@CommandLine.Command(
        name = "logs",
        description =
                "Shows the end of what the JobManager and the TaskManagers of a job wrote, or all that an application of YARN did.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class LogsCommand implements Command {
    @CommandLine.Parameters(
            paramLabel = "JOB",
            description = "As weir list shows it, CLUSTER/JOB if there are several; or an application.")
    private String name = "";

    @CommandLine.Option(
            names = "--bytes",
            paramLabel = "N",
            order = 1,
            defaultValue = "16384",
            description = "How much of each at most. Without it 16384.")
    private int bytes = 1 << 14;

    @CommandLine.Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    public Integer call() {
        var there = options.runs(name);
        there.ifPresent(system -> system.logs(name, System.out));
        if (there.isEmpty()) {
            var found = options.job(name);
            for (var log : new RestClient(found.site())
                    .get(found.path() + "/logs?bytes=" + bytes)
                    .get("logs")) {
                System.out.println("== " + log.get("process").asText());
                System.out.println(log.get("out").asText() + log.get("err").asText());
            }
        }
        return 0;
    }
}
