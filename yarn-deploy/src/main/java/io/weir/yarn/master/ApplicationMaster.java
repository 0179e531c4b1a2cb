package io.weir.yarn.master;

import io.weir.cluster.ClusterSettings;
import io.weir.cluster.Farewell;
import io.weir.cluster.JobManagerProcess;
import io.weir.cluster.JournalPlace;
import io.weir.exchange.socket.Tls;
import io.weir.sql.command.StatementThreads;
import io.weir.web.RestServer;
import io.weir.yarn.container.Access;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.Parcel;
import io.weir.yarn.container.Staging;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;

/**
 * The process in an application's first container: the JobManager of one client, which comes, runs its jobs and says how it went, or of
 * a session's clients, until one of them says that it ends. One that follows another goes on with its jobs and its TaskManagers.
 */
public final class ApplicationMaster {
    private static final int FAILURE = 2;
    private static final int CANCELLED = 130;

    /** Longer than a client needs to hear where this one listens. */
    private static final long FIRST_CLIENT_SECONDS = 120;

    private ApplicationMaster() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run());
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace();
            System.exit(FAILURE);
        }
    }

    private static int run() throws Exception {
        var parcel = Parcel.received();
        var hadoop = parcel.configuration();
        var settings = MasterSettings.read(parcel.settings());
        var archive = settings.archive().getFileSystem(hadoop).getFileStatus(settings.archive());
        var at = new InetSocketAddress(System.getenv("NM_HOST"), 0);
        var staging = Staging.named(hadoop, parcel.settings());
        var driver = Driver.named(parcel.settings());
        var shipped = staging.resources(List.of(Staging.Kind.FILE, Staging.Kind.ARCHIVE));
        var access = Access.of(parcel);
        try (var containers = new ContainerProvisioner(settings, new Launch(archive, parcel, shipped), hadoop);
                var jobManager = JobManagerProcess.start(
                        at,
                        ClusterSettings.read(parcel.settings()),
                        access.secret(),
                        access.tls(),
                        containers,
                        JournalPlace.in(staging.records()));
                var gateway = StatementThreads.gateway(jobManager);
                var web = RestServer.start(
                        at,
                        jobManager.view(),
                        access.token(),
                        ForkJoinPool.commonPool(),
                        access.tls().map(Tls::pages),
                        Optional.of(gateway))) {
            jobManager.web(web.port());
            var ended = new CompletableFuture<Farewell>();
            var unused = containers.failure().thenAccept(cause -> ended.complete(Farewell.failure(cause)));
            var superseded = jobManager
                    .superseded()
                    .thenRun(() -> ended.completeExceptionally(
                            new IllegalStateException("another ApplicationMaster has taken over")));
            jobManager.onFarewell(farewell -> {
                if (!settings.session() && driver.isEmpty() || farewell.ends() > 0) {
                    ended.complete(farewell);
                }
            });
            containers.register(
                    new InetSocketAddress(
                            at.getHostString(), jobManager.address().getPort()),
                    web.address(at.getHostString()));
            driver.ifPresent(command -> command.begin(jobManager, ended::complete));
            if (!settings.session() && driver.isEmpty()) {
                // somebody waits for rows: the first TaskManager starts while the statement is planned
                containers.want(1, List.of());
                CompletableFuture.delayedExecutor(FIRST_CLIENT_SECONDS, TimeUnit.SECONDS)
                        .execute(() -> {
                            if (!jobManager.hasClients()) {
                                ended.complete(Farewell.failure("no client came"));
                            }
                        });
            }
            var end = ended.join();
            containers.unregister(status(end), end.cause());
            superseded.cancel(false);
            staging.delete();
            return 0;
        }
    }

    private static FinalApplicationStatus status(Farewell end) {
        return switch (end.exitCode()) {
            case 0 -> FinalApplicationStatus.SUCCEEDED;
            case CANCELLED -> FinalApplicationStatus.KILLED;
            default -> FinalApplicationStatus.FAILED;
        };
    }
}
