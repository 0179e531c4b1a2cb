package io.weir.web;

import io.weir.EngineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs statements for those who ask for it over HTTP. Fails with an {@link EngineException} that says what was wrong. Any thread. */
public interface Statements {
    /**
     * What somebody wants to have run.
     *
     * @param sql one statement or several, of which the last one answers
     * @param data a directory of which each directory is a table; empty for none
     * @param settings of the session
     * @param key what is asked for again under the same one runs once; empty for none
     */
    record Request(String sql, String data, Map<String, String> settings, String key) {
        public Request {
            settings = Map.copyOf(settings);
        }
    }

    enum State {
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED
    }

    /** What there is to know of one, but its rows. */
    record Status(
            String id,
            State state,
            Instant began,
            Optional<Instant> ended,
            List<String> jobs,
            Optional<EngineException> failure) {
        public Status {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * Some rows of what a statement answers.
     *
     * @param columns name and type of each
     * @param rows an array of JSON with an array for each row
     * @param written how many rows an INSERT wrote; -1 where there are none or it is unknown
     */
    record Page(List<Map<String, String>> columns, String rows, long written, boolean last) {
        public Page {
            columns = List.copyOf(columns);
        }
    }

    /** Begins, or finds the one of the same key. */
    Status begin(Request request);

    /** Those that run and those that have ended lately, in the order in which they began. */
    List<Status> all();

    Optional<Status> find(String id);

    /**
     * The page of that number, from 0: the next one or, again, the one before. Completes with nothing if there is none after a while, and
     * with the error of a statement that has failed.
     */
    Optional<CompletableFuture<Optional<Page>>> page(String id, long number);

    /** False if it does not run. */
    boolean cancel(String id);
}
