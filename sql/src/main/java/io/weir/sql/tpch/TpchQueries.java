package io.weir.sql.tpch;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The 22 queries with the parameters of the validation run. */
public final class TpchQueries {
    public static final int COUNT = 22;

    /** @param name q01 to q22 */
    public record TpchQuery(String name, String sql) {}

    private TpchQueries() {}

    public static List<TpchQuery> all() {
        var queries = new ArrayList<TpchQuery>();
        for (var number = 1; number <= COUNT; number++) {
            queries.add(of(number));
        }
        return queries;
    }

    /** A query by its number, from 1. */
    public static TpchQuery of(int number) {
        if (number < 1 || number > COUNT) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "the queries are 1 to " + COUNT + ", there is no " + number);
        }
        var name = String.format(Locale.ROOT, "q%02d", number);
        try (var text = TpchQueries.class.getResourceAsStream(name + ".sql")) {
            return new TpchQuery(name, new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
