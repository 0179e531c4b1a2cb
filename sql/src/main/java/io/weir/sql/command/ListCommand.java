package io.weir.sql.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.EngineException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The jobs of clusters, a line each. */
@CommandLine.Command(
        name = "list",
        description = "Shows the jobs of a cluster, or on YARN of all applications and sessions of this user.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class ListCommand implements Command {
    @CommandLine.Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    public Integer call() {
        System.out.println("cluster,job,name,state,began,bytes_read,bytes_total");
        var sites = options.sites();
        for (var site : sites) {
            try {
                list(site);
            } catch (EngineException unreachable) {
                if (sites.size() == 1) {
                    throw unreachable;
                }
                // one of several has just ended
                System.err.println("note: " + unreachable.getMessage());
            }
        }
        return 0;
    }

    private static void list(Site site) {
        for (var job : new RestClient(site).get("/jobs").get("jobs")) {
            var values = Stream.of("id", "name", "state", "began", "bytes_read", "bytes_total")
                    .map(job::get)
                    .map(JsonNode::asText);
            System.out.println(Stream.concat(Stream.of(site.name()), values).collect(Collectors.joining(",")));
        }
    }
}
