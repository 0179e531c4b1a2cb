package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the values at one place have been so far, and which type holds them all. */
final class JsonGuess {
    private boolean booleans;
    private boolean longs;
    private boolean doubles;
    private boolean strings;
    private boolean arrays;
    private boolean objects;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private @Nullable JsonGuess elements;

    private record Field(String name, JsonGuess values) {}

    /** Takes the value whose first token is the parser's current one, to its last token. */
    void add(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> booleans = true;
            case VALUE_NUMBER_INT -> {
                var isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                longs |= isLong;
                doubles |= !isLong;
            }
            case VALUE_NUMBER_FLOAT -> doubles = true;
            case VALUE_STRING -> strings = true;
            case START_ARRAY -> addArray(parser);
            case START_OBJECT -> addObject(parser);
            default -> {
                // A null fits everywhere.
            }
        }
    }

    private void addArray(JsonParser parser) throws IOException {
        arrays = true;
        if (elements == null) {
            elements = new JsonGuess();
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(parser);
        }
    }

    private void addObject(JsonParser parser) throws IOException {
        objects = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new Field(name, new JsonGuess()))
                    .values()
                    .add(parser);
        }
    }

    Schema schema() {
        return new Schema(fields.values().stream()
                .map(field -> new Schema.Field(field.name(), field.values().type()))
                .toList());
    }

    /** VARCHAR for what has nothing else in common: it is read as its JSON text. */
    DataType type() {
        var kinds = count(booleans) + count(longs || doubles) + count(strings) + count(arrays) + count(objects);
        if (kinds != 1 || strings) {
            return Scalar.VARCHAR;
        }
        if (booleans) {
            return Scalar.BOOLEAN;
        }
        if (arrays) {
            return new DataType.ListOf(elements == null ? Scalar.VARCHAR : elements.type());
        }
        if (objects) {
            return fields.isEmpty() ? Scalar.VARCHAR : new DataType.RowOf(schema());
        }
        return doubles ? Scalar.DOUBLE : Scalar.BIGINT;
    }

    private static int count(boolean kind) {
        return kind ? 1 : 0;
    }
}
