package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.Optional;
import picocli.CommandLine;

/** Ends a job of a cluster. */
@CommandLine.Command(
        name = "cancel",
        description = "Cancels a job, or ends an application of YARN.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class CancelCommand implements Command {
    @CommandLine.Parameters(
            paramLabel = "JOB",
            description = "As weir list shows it, CLUSTER/JOB if there are several; or an application.")
    private String name = "";

    @CommandLine.Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    public Integer call() {
        var there = options.runs(name);
        there.ifPresent(system -> system.cancel(name));
        if (there.isEmpty()) {
            cancelJob();
        }
        return 0;
    }

    private void cancelJob() {
        var found = options.job(name);
        var answer = new RestClient(found.site()).post(found.path() + "/cancel");
        if (!answer.map(told -> told.get("cancelled").asBoolean()).orElse(false)) {
            var state = Optional.ofNullable(found.job().get("state"))
                    .map(Object::toString)
                    .orElse("");
            throw new EngineException(ErrorCode.NOT_FOUND, "the job " + name + " does not run any more: " + state);
        }
    }
}
