package io.weir.sql.command;

import io.weir.cluster.JobManagerProcess;
import io.weir.cluster.Provisioner;
import java.util.Optional;
import org.jline.utils.Signals;
import picocli.CommandLine;

/** The process of a cluster that runs jobs on TaskManagers. */
@CommandLine.Command(
        name = "jobmanager",
        description = "Runs jobs on the TaskManagers that register with it, until it is ended.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class JobManagerCommand implements Command {
    @CommandLine.Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:7433",
            order = 1,
            description =
                    "Where TaskManagers and clients connect; port 0 is any that is free. Without it localhost:7433.")
    private String listen = "localhost:7433";

    @CommandLine.Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @CommandLine.Mixin
    private ProcessOptions process = new ProcessOptions();

    @Override
    public Integer call() throws InterruptedException {
        process.check();
        var at = ClusterOptions.address("--listen", listen);
        try (var jobManager =
                JobManagerProcess.start(at, cluster.settings(), cluster.secret(), Optional.empty(), Provisioner.NONE)) {
            Signals.register("TERM", jobManager::close);
            Signals.register("INT", jobManager::close);
            System.out.println("jobmanager listens at " + at.getHostString() + ":"
                    + jobManager.address().getPort());
            jobManager.awaitEnd();
            return 0;
        }
    }
}
