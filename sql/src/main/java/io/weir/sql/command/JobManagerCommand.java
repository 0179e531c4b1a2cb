package io.weir.sql.command;

import io.weir.Nullable;
import io.weir.cluster.AccessToken;
import io.weir.cluster.JobManagerProcess;
import io.weir.cluster.JournalPlace;
import io.weir.cluster.Provisioner;
import io.weir.exchange.socket.Tls;
import io.weir.web.RestServer;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
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

    @CommandLine.Option(
            names = "--web",
            paramLabel = "PORT",
            order = 2,
            description = "Where it tells over HTTP what it runs; without it the port after that of --listen.")
    private @Nullable Integer webPort;

    @CommandLine.Option(
            names = "--journal",
            paramLabel = "DIR",
            order = 3,
            description = "Where it keeps what one that is started after it goes on with; without it jobs end with it.")
    private @Nullable String journal;

    @CommandLine.Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @CommandLine.Mixin
    private ProcessOptions process = new ProcessOptions();

    @Override
    public Integer call() throws InterruptedException {
        process.check();
        var at = ClusterOptions.address("--listen", listen);
        var tls = cluster.tls();
        var place = journal == null ? JournalPlace.none() : JournalPlace.in(journal);
        try (var jobManager = JobManagerProcess.start(
                        at, cluster.settings(), cluster.secret(), tls, Provisioner.NONE, place);
                var gateway = StatementThreads.gateway(jobManager);
                var web = RestServer.start(
                        pages(at),
                        jobManager.view(),
                        AccessToken.of(cluster.secret()),
                        starter(),
                        tls.map(Tls::pages),
                        Optional.of(gateway))) {
            Signals.register("TERM", jobManager::close);
            Signals.register("INT", jobManager::close);
            jobManager.web(web.port());
            System.out.println("jobmanager listens at " + at.getHostString() + ":"
                    + jobManager.address().getPort());
            System.out.println("its pages are at " + web.address(at.getHostString()));
            jobManager.awaitEnd();
            return 0;
        }
    }

    private InetSocketAddress pages(InetSocketAddress listens) {
        var next = listens.getPort() == 0 ? 0 : listens.getPort() + 1;
        return new InetSocketAddress(listens.getHostString(), webPort == null ? next : webPort);
    }

    private static Executor starter() {
        return action -> new Thread(action, "weir-web").start();
    }
}
