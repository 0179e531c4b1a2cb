package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.Farewell;
import io.weir.cluster.RemoteCluster;
import io.weir.sql.command.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine;

/** Applications of YARN that run the jobs of many commands. */
@CommandLine.Command(
        name = "session",
        description = "Applications of YARN for many commands: sql --session NAME runs on one.",
        subcommands = {SessionCommand.Start.class, SessionCommand.Show.class, SessionCommand.Stop.class})
public final class SessionCommand implements Command {
    private static final Duration END = Duration.ofSeconds(30);

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Answers once clients can connect. */
    @CommandLine.Command(
            name = "start",
            description = "Begins a session, which lasts until it is stopped; writes the id of its application.",
            abbreviateSynopsis = true,
            sortOptions = false)
    static final class Start implements Callable<Integer> {
        @CommandLine.Mixin
        private SubmitOptions options = new SubmitOptions();

        @CommandLine.Mixin
        private ShippedFiles files = new ShippedFiles();

        @CommandLine.Option(
                names = {"-D", "--define"},
                paramLabel = "KEY=VALUE",
                order = 77,
                description = "A setting of the session, or as hadoop.KEY Hadoop's own KEY.")
        private Map<String, String> values = new HashMap<>();

        @CommandLine.Option(
                names = "--detached",
                order = 78,
                description = "Answers as soon as YARN has accepted the application.")
        private boolean detached;

        @Override
        public Integer call() {
            var hadoop = HadoopSettings.of(values);
            try (var applications = new Applications(hadoop);
                    var application = YarnApplication.create(applications, hadoop)) {
                var engine = EngineArchive.of(hadoop);
                files.ship(application.staging());
                var settings = options.master(engine.getPath(), true).with(values);
                var unused = application.submit(
                        new YarnApplication.Submission(Session.TYPE, engine, settings, Set.of()), options, hadoop);
                applications.sweep();
                if (!detached) {
                    var at = application.jobManager();
                    System.err.println("its JobManager listens at " + at.getHostString() + ":" + at.getPort());
                }
                System.out.println(application.id());
                return 0;
            } catch (IOException e) {
                throw new EngineException(ErrorCode.FILE_ACCESS, "cannot begin on YARN: " + e.getMessage(), e);
            }
        }
    }

    /** One line each. */
    @CommandLine.Command(name = "list", description = "Shows the sessions of this user that have not ended.")
    static final class Show implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.println("id,name,queue,state");
            try (var applications = new Applications(new YarnConfiguration())) {
                applications.sweep();
                for (var report : applications.running(Set.of(Session.TYPE))) {
                    System.out.println(String.join(
                            ",",
                            report.getApplicationId().toString(),
                            report.getName(),
                            report.getQueue(),
                            report.getYarnApplicationState().toString()));
                }
            }
            return 0;
        }
    }

    /** What runs in it is cancelled. */
    @CommandLine.Command(name = "stop", description = "Ends a session and what runs in it.")
    static final class Stop implements Callable<Integer> {
        @CommandLine.Parameters(paramLabel = "SESSION", description = "The id of its application, or its name.")
        private String name = "";

        @Override
        public Integer call() {
            try (var applications = new Applications(new YarnConfiguration())) {
                var session = Session.find(applications, name);
                var access = Session.access(applications, session);
                RemoteCluster.connect(
                                Applications.jobManager(session),
                                ClusterSettings.read(Map.of()),
                                access.secret(),
                                access.tls())
                        .leave(Farewell.ofAll(), END);
                return 0;
            }
        }
    }
}
