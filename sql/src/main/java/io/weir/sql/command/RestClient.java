package io.weir.sql.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the pages of a cluster. */
final class RestClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final Site site;

    RestClient(Site site) {
        this.site = site;
        var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        site.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    JsonNode get(String path) {
        return find(path).orElseThrow(() -> new EngineException(ErrorCode.NOT_FOUND, "nothing at " + path));
    }

    /** Empty if there is nothing of that name. */
    Optional<JsonNode> find(String path) {
        return ask(request(path).GET());
    }

    Optional<JsonNode> post(String path) {
        return ask(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.address() + path))
                .timeout(PATIENCE)
                .header("Authorization", site.token().header());
    }

    private Optional<JsonNode> ask(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == NOT_FOUND) {
                return Optional.empty();
            } else if (answer.statusCode() != OK) {
                throw new EngineException(
                        ErrorCode.CONNECTION,
                        "the cluster " + site.name() + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return Optional.of(json.readTree(answer.body()));
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.CONNECTION,
                    "cannot ask the cluster " + site.name() + " at " + site.address() + ": " + e,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }
}
