package io.weir.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** What is answered: JSON, and of what went wrong its one line. */
final class Replies {
    private static final int MISTAKE = 400;
    private static final int NO_SUCH_THING = 404;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int FAILURE = 500;
    private static final int NO_ANSWER_FROM_ELSEWHERE = 502;
    private static final int UNAVAILABLE = 503;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Replies() {}

    static void send(Context context, Object value) {
        try {
            context.contentType(RestServer.JSON).result(JSON.writeValueAsString(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void refuse(Context context, HttpResponseException failure) {
        context.status(failure.getStatus());
        send(context, Map.of("error", String.valueOf(failure.getMessage())));
    }

    /** A request could not be met. */
    static void fail(Context context, EngineException failure) {
        context.status(
                switch (failure.code()) {
                    case NOT_FOUND -> NO_SUCH_THING;
                    case ALREADY_EXISTS -> CONFLICT;
                    default -> status(failure.code());
                });
        send(context, error(failure));
    }

    /** What the request is about has failed. */
    static void failed(Context context, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var known = cause instanceof EngineException engine
                ? engine
                : new EngineException(ErrorCode.INTERNAL, "a failure of the server: " + cause, cause);
        context.status(status(known.code()));
        send(context, error(known));
    }

    private static Map<String, String> error(EngineException failure) {
        return Map.of(
                "error",
                String.valueOf(failure.getMessage()),
                "code",
                failure.code().name());
    }

    private static int status(ErrorCode code) {
        if (code == ErrorCode.CANCELLED) {
            return GONE;
        }
        return switch (code.type()) {
            case USER -> MISTAKE;
            case RESOURCES -> UNAVAILABLE;
            case EXTERNAL -> NO_ANSWER_FROM_ELSEWHERE;
            case INTERNAL -> FAILURE;
        };
    }
}
