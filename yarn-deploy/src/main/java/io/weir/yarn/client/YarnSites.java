package io.weir.yarn.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.socket.Tls;
import io.weir.sql.command.Site;
import io.weir.sql.command.Sites;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.logaggregation.ContainerLogsRequest;
import org.apache.hadoop.yarn.logaggregation.LogCLIHelpers;
import picocli.CommandLine;

/** The applications and sessions of this user on YARN. */
public final class YarnSites implements Sites {
    private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

    @CommandLine.Option(
            names = "--yarn",
            order = 60,
            defaultValue = "${sys:weir.yarn:-false}",
            description = "Looks at applications of YARN, as weir.jar does by itself.")
    private boolean chosen;

    @CommandLine.Option(
            names = "--session",
            paramLabel = "NAME",
            order = 59,
            description = "Looks at that session on YARN, named by its name or the id of its application.")
    private @Nullable String session;

    private final Configuration hadoop = new YarnConfiguration();

    @Override
    public boolean isChosen() {
        return chosen || session != null;
    }

    @Override
    public List<Site> running() {
        try (var applications = new Applications(hadoop)) {
            var reports = session != null
                    ? List.of(Session.find(applications, session))
                    : applications.running(Applications.TYPES);
            return reports.stream()
                    .flatMap(report -> Applications.pages(report).stream()
                            .flatMap(pages -> site(applications, report, pages).stream()))
                    .toList();
        }
    }

    /** Empty if it has just ended, and its secret with it. */
    private static Optional<Site> site(Applications applications, ApplicationReport report, URI pages) {
        return applications
                .access(report)
                .map(access -> new Site(
                        report.getApplicationId().toString(),
                        pages,
                        access.token(),
                        access.tls().map(Tls::pages)));
    }

    @Override
    public boolean names(String cluster) {
        return APPLICATION.matcher(cluster).matches();
    }

    @Override
    public String status(String cluster) {
        var json = new ObjectMapper().createObjectNode();
        var report = report(cluster);
        json.put("application", cluster);
        json.put("name", report.getName());
        json.put("queue", report.getQueue());
        json.put("state", report.getYarnApplicationState().toString());
        json.put("final_status", report.getFinalApplicationStatus().toString());
        json.put("diagnostics", report.getDiagnostics());
        return json.toPrettyString();
    }

    private ApplicationReport report(String cluster) {
        try (var applications = new Applications(hadoop)) {
            return applications.yarn().getApplicationReport(ApplicationId.fromString(cluster));
        } catch (IOException | YarnException unknown) {
            throw new EngineException(ErrorCode.NOT_FOUND, "YARN does not know " + cluster, unknown);
        }
    }

    @Override
    public void cancel(String cluster) {
        try (var applications = new Applications(hadoop)) {
            applications.yarn().killApplication(ApplicationId.fromString(cluster), "weir cancel");
        } catch (IOException | YarnException failed) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "cannot end " + cluster + ": " + failed.getMessage(), failed);
        }
    }

    /** YARN gathers them when an application has ended, if it is told to. */
    @Override
    public void logs(String cluster, PrintStream out) {
        var report = report(cluster);
        var request = new ContainerLogsRequest();
        request.setAppId(report.getApplicationId());
        request.setAppOwner(report.getUser());
        request.setLogTypes(Set.of("stdout", "stderr"));
        request.setBytes(Long.MAX_VALUE);
        request.setAppFinished(true);
        var helpers = new LogCLIHelpers();
        helpers.setConf(hadoop);
        try {
            if (!hadoop.getBoolean(YarnConfiguration.LOG_AGGREGATION_ENABLED, false)
                    || helpers.dumpAllContainersLogs(request) != 0) {
                throw new EngineException(
                        ErrorCode.NOT_FOUND,
                        "YARN has no logs of " + cluster
                                + ": it gathers them when an application has ended, where yarn.log-aggregation-enable is"
                                + " true; of a job that runs, ask by its own name, as weir list shows it");
            }
        } catch (IOException failed) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot read the logs of " + cluster + ": " + failed.getMessage(), failed);
        }
    }
}
