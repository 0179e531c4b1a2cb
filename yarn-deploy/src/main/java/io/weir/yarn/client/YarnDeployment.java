package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.Farewell;
import io.weir.cluster.JobManagerLocator;
import io.weir.cluster.RemoteCluster;
import io.weir.cluster.SchedulerSettings;
import io.weir.exchange.socket.Secret;
import io.weir.graph.JobRunner;
import io.weir.sql.command.Deployment;
import io.weir.yarn.container.Parcel;
import io.weir.yarn.master.MasterSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine;

/** Runs the jobs of one command as an application of YARN: its client plans, the ApplicationMaster runs. */
public final class YarnDeployment implements Deployment {
    /** The ApplicationMaster leaves YARN first. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    @CommandLine.Option(
            names = "--yarn",
            order = 60,
            defaultValue = "${sys:weir.yarn:-false}",
            description = "Runs queries as an application of YARN, as weir.jar does by itself.")
    private boolean chosen;

    @CommandLine.Mixin
    private SubmitOptions options = new SubmitOptions();

    @CommandLine.Option(
            names = "--session",
            paramLabel = "NAME",
            order = 59,
            description = "Runs queries on that session on YARN, named by its name or the id of its application.")
    private @Nullable String session;

    /** In the order in which they began. */
    private final List<Consumer<Farewell>> ends = new ArrayList<>();

    @Override
    public boolean isChosen() {
        return chosen || session != null;
    }

    @Override
    public JobRunner open(Map<String, String> settings) {
        var hadoop = new YarnConfiguration();
        if (session != null) {
            var found = Session.find(hadoop, session);
            return connect(
                    JobManagerLocator.from(found.jobManager(), () -> found.find(hadoop)),
                    found.secret(hadoop),
                    settings);
        }
        try {
            var archive = EngineArchive.of(hadoop);
            var master = options.master(archive.getPath(), false);
            var parcel = Parcel.of(hadoop, master.with(settings));
            var application = YarnApplication.submit(
                    new YarnApplication.Submission(YarnApplication.TYPE, parcel, archive), options);
            System.err.println("application " + application.id());
            var cluster = new Arriving(
                    master,
                    () -> connect(
                            JobManagerLocator.from(application.jobManager(), application::find),
                            parcel.secret(),
                            settings));
            ends.add(farewell -> {
                try {
                    cluster.there().leave(farewell, FAREWELL);
                } finally {
                    application.close();
                }
            });
            return cluster;
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot begin on YARN: " + e.getMessage(), e);
        }
    }

    /** As long as the application lives its JobManager may come back. */
    private static RemoteCluster connect(JobManagerLocator locator, byte[] secret, Map<String, String> settings) {
        var patient = new HashMap<>(settings);
        patient.putIfAbsent(SchedulerSettings.PATIENCE, Long.toString(MasterSettings.PATIENCE.toMillis()));
        return RemoteCluster.connect(locator, ClusterSettings.read(patient), Secret.of(secret), Optional.empty());
    }

    @Override
    public void end(int exitCode, String cause) {
        ends.forEach(end -> end.accept(Farewell.of(exitCode, cause)));
    }
}
