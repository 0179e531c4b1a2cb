package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.Farewell;
import io.weir.cluster.RemoteCluster;
import io.weir.exchange.socket.Secret;
import io.weir.sql.command.Command;
import io.weir.yarn.container.Parcel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

        @Override
        public Integer call() {
            var hadoop = new YarnConfiguration();
            try {
                var archive = EngineArchive.of(hadoop);
                var parcel = Parcel.of(
                        hadoop, options.master(archive.getPath(), true).with(Map.of()));
                try (var application = YarnApplication.submit(
                        new YarnApplication.Submission(Session.TYPE, parcel, archive), options)) {
                    Session.keepSecret(hadoop, application.id(), parcel.secret());
                    var unused = application.jobManager();
                    System.out.println(application.id());
                }
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
            for (var report : Session.all(new YarnConfiguration())) {
                System.out.println(String.join(
                        ",",
                        report.getApplicationId().toString(),
                        report.getName(),
                        report.getQueue(),
                        report.getYarnApplicationState().toString()));
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
            var hadoop = new YarnConfiguration();
            var session = Session.find(hadoop, name);
            RemoteCluster.connect(
                            session.jobManager(),
                            ClusterSettings.read(Map.of()),
                            Secret.of(session.secret(hadoop)),
                            Optional.empty())
                    .leave(Farewell.ofAll(), END);
            session.forget(hadoop);
            return 0;
        }
    }
}
