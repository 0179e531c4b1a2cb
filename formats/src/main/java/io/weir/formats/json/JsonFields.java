package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.Nullable;
import io.weir.formats.text.TextFormats;
import io.weir.type.Schema;
import io.weir.vector.VectorBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of an object, by name; those that it lacks are null, those not asked for are skipped. */
final class JsonFields {
    private static final int MAX_SPELLINGS = 10_000;

    private final List<JsonColumn> columns = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** A value that does not fit its field. */
    record Problem(int field, String value) {}

    JsonFields(Schema schema, TextFormats formats) {
        for (var i = 0; i < schema.size(); i++) {
            columns.add(JsonColumn.of(schema.type(i), formats));
            places.putIfAbsent(schema.field(i).name().toLowerCase(Locale.ROOT), i);
        }
    }

    /** Takes the object that begins at the current token and appends one value to each builder. */
    @Nullable
    Problem append(JsonParser parser, List<VectorBuilder> to) throws IOException {
        var size = to.isEmpty() ? 0 : to.get(0).size();
        var problem = (Problem) null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var place = place(parser.currentName());
            parser.nextToken();
            if (place < 0 || to.get(place).size() > size) {
                parser.skipChildren();
                continue;
            }
            var misfit = columns.get(place).append(parser, to.get(place));
            if (misfit != null && problem == null) {
                problem = new Problem(place, misfit);
            }
        }
        for (var builder : to) {
            if (builder.size() == size) {
                builder.appendNull();
            }
        }
        return problem;
    }

    private int place(String name) {
        var known = places.get(name);
        if (known != null) {
            return known;
        }
        // Spellings met once are found at once from then on; names are not kept without end.
        var place = places.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
        if (places.size() < MAX_SPELLINGS) {
            places.put(name, place);
        }
        return place;
    }
}
