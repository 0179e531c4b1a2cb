package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import picocli.CommandLine;

/** What other programs show to be answered by a cluster over HTTP. */
@CommandLine.Command(
        name = "token",
        description =
                "Prints the header that requests to a cluster over HTTP have, as in curl -H \"$(weir token ...)\".",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class TokenCommand implements Command {
    @CommandLine.Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    public Integer call() {
        var sites = options.sites();
        if (sites.size() != 1) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND, "there are " + sites.size() + " clusters: name one that is there");
        }
        System.out.println("Authorization: " + sites.get(0).token().header());
        return 0;
    }
}
