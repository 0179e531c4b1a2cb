package io.weir.sql.command;

import picocli.CommandLine;

/** All that is known of a job. */
@CommandLine.Command(
        name = "status",
        description = "Shows as JSON how a job is, or an application of YARN.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class StatusCommand implements Command {
    @CommandLine.Parameters(
            paramLabel = "JOB",
            description = "As weir list shows it, CLUSTER/JOB if there are several; or an application.")
    private String name = "";

    @CommandLine.Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    public Integer call() {
        System.out.println(options.runs(name)
                .map(there -> there.status(name))
                .orElseGet(() -> options.job(name).job().toPrettyString()));
        return 0;
    }
}
