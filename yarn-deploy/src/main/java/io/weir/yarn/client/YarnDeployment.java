package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.Farewell;
import io.weir.cluster.JobManagerLocator;
import io.weir.cluster.RemoteCluster;
import io.weir.cluster.SchedulerSettings;
import io.weir.graph.JobRunner;
import io.weir.sql.command.Deployment;
import io.weir.sql.command.Errand;
import io.weir.sql.command.Streams;
import io.weir.yarn.container.Access;
import io.weir.yarn.container.Staging;
import io.weir.yarn.master.Driver;
import io.weir.yarn.master.MasterSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import picocli.CommandLine;

/**
 * Runs one command as an application of YARN: either the jobs of a client that plans here and takes the rows, or all of the command, in the
 * ApplicationMaster.
 */
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

    @CommandLine.Mixin
    private ProgramOptions program = new ProgramOptions();

    @CommandLine.Mixin
    private ShippedFiles files = new ShippedFiles();

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
        var hadoop = HadoopSettings.of(settings);
        var applications = new Applications(hadoop);
        if (session != null) {
            try (applications) {
                var found = Session.find(applications, session);
                var locator = JobManagerLocator.from(
                        Applications.jobManager(found),
                        () -> Applications.findJobManager(hadoop, found.getApplicationId()));
                return connect(locator, Session.access(applications, found), settings);
            }
        }
        var application = YarnApplication.create(applications, hadoop);
        var submitted = submit(application, hadoop, settings, Set.of());
        System.err.println("application " + application.id());
        var cluster = new Arriving(
                submitted.master(),
                () -> connect(
                        JobManagerLocator.from(application.jobManager(), application::find),
                        submitted.access(),
                        settings));
        applications.sweep();
        ends.add(farewell -> {
            try (applications;
                    application) {
                leave(cluster, application, farewell);
                application.forget();
            }
        });
        return cluster;
    }

    private static void leave(Arriving cluster, YarnApplication application, Farewell farewell) {
        RemoteCluster there;
        try {
            there = cluster.there();
        } catch (EngineException neverCame) {
            // as the statements have said; it is nobody's now
            application.kill("its client never reached it");
            return;
        }
        there.leave(farewell, FAREWELL);
    }

    private record Submitted(Access access, MasterSettings master) {}

    private Submitted submit(
            YarnApplication application, Configuration hadoop, Map<String, String> settings, Set<String> tags) {
        try {
            var engine = EngineArchive.of(hadoop);
            files.ship(application.staging());
            var master = options.master(engine.getPath(), false);
            var submission = new YarnApplication.Submission(YarnApplication.TYPE, engine, master.with(settings), tags);
            return new Submitted(application.submit(submission, options, hadoop), master);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot begin on YARN: " + e.getMessage(), e);
        }
    }

    /** As long as the application lives its JobManager may come back. */
    private static RemoteCluster connect(JobManagerLocator locator, Access access, Map<String, String> settings) {
        var patient = new HashMap<>(settings);
        patient.putIfAbsent(SchedulerSettings.PATIENCE, Long.toString(MasterSettings.PATIENCE.toMillis()));
        return RemoteCluster.await(locator, ClusterSettings.read(patient), access.secret(), access.tls());
    }

    @Override
    public OptionalInt run(Map<String, String> settings, boolean wanted, Supplier<Errand> command) {
        if (session != null && program.runThere()) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "what uses a session runs here: leave out --wait, --detach and --submit-key");
        } else if (session != null || !wanted && !program.runThere()) {
            return OptionalInt.empty();
        }
        var hadoop = HadoopSettings.of(settings);
        try (var applications = new Applications(hadoop)) {
            var tag = program.keyTag();
            var key = tag.isEmpty()
                    ? Optional.<SubmitKey>empty()
                    : Optional.of(new SubmitKey(tag.get(), applications, hadoop));
            var other =
                    key.isEmpty() ? Optional.<ApplicationId>empty() : key.get().other();
            var id = other.isPresent() ? other.get() : begin(applications, settings, command.get(), key);
            return OptionalInt.of(program.detached() ? tell(id) : follow(applications, hadoop, id));
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot begin on YARN: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private ApplicationId begin(
            Applications applications, Map<String, String> settings, Errand errand, Optional<SubmitKey> key)
            throws IOException {
        var hadoop = HadoopSettings.of(settings);
        var application = YarnApplication.create(applications, hadoop);
        try {
            for (var file : errand.files().entrySet()) {
                application.staging().put(Staging.Kind.MASTER, file.getKey(), file.getValue());
            }
            var tags = program.keyTag().map(Set::of).orElseGet(Set::of);
            var driver = Driver.with(settings, errand.arguments());
            var unused = submit(application, hadoop, program.detached() ? driver : Driver.followed(driver), tags);
            applications.sweep();
            return application.id();
        } finally {
            application.close();
            if (key.isPresent()) {
                key.get().submitted();
            }
        }
    }

    private static int tell(ApplicationId id) {
        System.out.println("{\"application\":\"" + id + "\"}");
        return 0;
    }

    private int follow(Applications applications, Configuration hadoop, ApplicationId id) throws IOException {
        if (program.keepsOnExit()) {
            return new Following(applications, hadoop, id, Streams.out()).toEnd();
        }
        try (var hook = new KillHook(applications, id, Staging.of(hadoop, id))) {
            return new Following(applications, hadoop, hook.application(), Streams.out()).toEnd();
        }
    }

    @Override
    public void end(int exitCode, String cause) {
        ends.forEach(end -> end.accept(Farewell.of(exitCode, cause)));
    }
}
