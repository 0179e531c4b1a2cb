package io.weir.sql.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.AccessToken;
import io.weir.cluster.RemoteCluster;
import io.weir.exchange.socket.Tls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Which clusters a command looks at. */
final class SiteOptions {
    @CommandLine.Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            order = 39,
            description = "The cluster of the JobManager that listens there.")
    private @Nullable String jobManager;

    @CommandLine.Mixin
    private ClusterOptions cluster = new ClusterOptions();

    private List<Sites> others = List.of();

    /** A job and where it is. */
    record Found(Site site, JsonNode job) {
        String path() {
            return "/jobs/" + job.get("id").asText();
        }
    }

    void others(List<Sites> known) {
        others = known;
    }

    List<Site> sites() {
        if (jobManager != null) {
            return List.of(standalone(jobManager));
        }
        return chosen().map(Sites::running)
                .orElseThrow(() -> new EngineException(
                        ErrorCode.INVALID_OPTION,
                        "name a cluster with --jobmanager, or a session on YARN with --session"));
    }

    private Optional<Sites> chosen() {
        return jobManager != null
                ? Optional.empty()
                : others.stream().filter(Sites::isChosen).findAny();
    }

    /** What runs the cluster of that name. */
    Optional<Sites> runs(String name) {
        return chosen().filter(sites -> sites.names(name));
    }

    private Site standalone(String text) {
        var at = ClusterOptions.address("--jobmanager", text);
        var tls = cluster.tls();
        try (var connected = RemoteCluster.connect(at, cluster.settings(), cluster.secret(), tls)) {
            var web = connected
                    .web()
                    .orElseThrow(() -> new EngineException(
                            ErrorCode.NOT_FOUND, "the JobManager at " + text + " has no pages: start it with --web"));
            var scheme = tls.isPresent() ? "https://" : "http://";
            var address = URI.create(scheme + web.getHostString() + ":" + web.getPort());
            return new Site(text, address, AccessToken.of(cluster.secret()), tls.map(Tls::pages));
        }
    }

    /** By its id, with the name of its cluster before it, as in NAME/job-1, if it runs on one of several. */
    Found job(String name) {
        var slash = name.lastIndexOf('/');
        var found = new ArrayList<Found>();
        for (var site : sites()) {
            if (slash < 0 || site.name().equals(name.substring(0, slash))) {
                new RestClient(site)
                        .find("/jobs/" + name.substring(slash + 1))
                        .ifPresent(job -> found.add(new Found(site, job)));
            }
        }
        if (found.size() != 1) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND,
                    found.isEmpty()
                            ? "no job " + name + "; weir list shows those that there are"
                            : found.size() + " clusters have a job " + name + ": name one, as in "
                                    + found.get(0).site().name() + "/" + name);
        }
        return found.get(0);
    }
}
