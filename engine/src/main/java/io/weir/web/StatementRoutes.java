package io.weir.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /statements}, {@code GET /statements}, {@code GET /statements/ID}, {@code GET /statements/ID/rows/PAGE} and {@code POST
 * /statements/ID/cancel}.
 */
final class StatementRoutes {
    private static final List<String> FIELDS = List.of("sql", "data", "settings", "key");

    private final Statements statements;
    private final ObjectMapper json = new ObjectMapper();

    StatementRoutes(Statements statements) {
        this.statements = statements;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/statements", this::begin)
                .get("/statements", this::all)
                .get("/statements/{id}", this::status)
                .get("/statements/{id}/rows/{page}", this::page)
                .post("/statements/{id}/cancel", this::cancel);
    }

    private void begin(Context context) {
        var status = statements.begin(request(context.body()));
        context.status(HttpStatus.CREATED);
        Replies.send(context, StatementJson.status(status));
    }

    private Statements.Request request(String body) {
        JsonNode given;
        try {
            given = json.readTree(body);
        } catch (JsonProcessingException wrong) {
            throw invalid("the body is not JSON: " + wrong.getOriginalMessage());
        }
        if (!given.isObject()) {
            throw invalid("the body is a JSON object with \"sql\", and perhaps \"data\", \"settings\" and \"key\"");
        }
        given.properties().stream().map(Map.Entry::getKey).forEach(name -> {
            if (!FIELDS.contains(name)) {
                throw invalid("no field \"" + name + "\": there are " + FIELDS);
            }
        });
        var sql = text(given, "sql");
        if (sql.isBlank()) {
            throw invalid("the field \"sql\" is missing");
        }
        return new Statements.Request(sql, text(given, "data"), settings(given.path("settings")), text(given, "key"));
    }

    private static Map<String, String> settings(JsonNode given) {
        var settings = new LinkedHashMap<String, String>();
        if (!given.isMissingNode() && !given.isObject()) {
            throw invalid("the field \"settings\" is an object");
        }
        given.properties().forEach(field -> {
            if (!field.getValue().isValueNode()) {
                throw invalid("the setting \"" + field.getKey() + "\" is a string, a number or a boolean");
            }
            settings.put(field.getKey(), field.getValue().asText());
        });
        return settings;
    }

    private static String text(JsonNode given, String field) {
        var value = given.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw invalid("the field \"" + field + "\" is a string");
        }
        return value.asText("");
    }

    private static EngineException invalid(String message) {
        return new EngineException(ErrorCode.INVALID_ARGUMENT, message);
    }

    private void all(Context context) {
        var all = statements.all().stream().map(StatementJson::status).toList();
        Replies.send(context, Map.of("statements", all));
    }

    private void status(Context context) {
        Replies.send(context, StatementJson.status(statements.find(id(context)).orElseThrow(() -> unknown(context))));
    }

    private void cancel(Context context) {
        if (statements.find(id(context)).isEmpty()) {
            throw unknown(context);
        }
        Replies.send(context, Map.of("id", id(context), "cancelled", statements.cancel(id(context))));
    }

    private void page(Context context) {
        var number = number(context.pathParam("page"));
        var page = statements.page(id(context), number).orElseThrow(() -> unknown(context));
        context.future(() -> page.handle((found, failure) -> {
            if (failure == null) {
                Replies.send(context, StatementJson.page(number, found));
            } else {
                Replies.failed(context, failure);
            }
            return Optional.empty();
        }));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw invalid("no number of a page: " + text);
        }
    }

    private static EngineException unknown(Context context) {
        return new EngineException(ErrorCode.NOT_FOUND, "no such statement: " + id(context));
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }
}
