package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.weir.Nullable;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextParser;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.NestedBuilders.Nested;
import io.weir.vector.VectorBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;

/**
 * Reads values of one type. Each call takes one value, from the parser's current token to the value's last one, and appends exactly
 * one: null where the value does not fit, which the answer tells.
 */
abstract sealed class JsonColumn {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Null if the value was one of the type, else its text. */
    abstract @Nullable String append(JsonParser parser, VectorBuilder to) throws IOException;

    static JsonColumn of(DataType type, TextFormats formats) {
        if (type instanceof DataType.ListOf list) {
            return new Lists(of(list.element(), formats));
        } else if (type instanceof DataType.MapOf map) {
            return new Maps(TextParser.of(map.key(), formats), of(map.value(), formats));
        } else if (type instanceof DataType.RowOf row) {
            return new Rows(row, formats);
        } else if (type == Scalar.BIGINT) {
            return new Longs();
        } else if (type == Scalar.DOUBLE) {
            return new Doubles();
        } else if (type == Scalar.VARCHAR) {
            return new Texts();
        } else if (type == Scalar.VARBINARY) {
            return new Binaries();
        }
        return new Others(TextParser.of(type, formats));
    }

    /** Appends a null in place of a value that does not fit. */
    static String misfit(JsonParser parser, VectorBuilder to) throws IOException {
        var text = parser.currentToken().isScalarValue() ? parser.getText() : json(parser);
        to.appendNull();
        return text;
    }

    /** The JSON text of an array or object. */
    private static String json(JsonParser parser) throws IOException {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private static final class Longs extends JsonColumn {
        private final JsonColumn others = new Others(TextParser.of(Scalar.BIGINT, TextFormats.ISO));

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return others.append(parser, to);
            }
            try {
                to.append(parser.getLongValue());
                return null;
            } catch (InputCoercionException e) {
                return misfit(parser, to);
            }
        }
    }

    private static final class Doubles extends JsonColumn {
        private final JsonColumn others = new Others(TextParser.of(Scalar.DOUBLE, TextFormats.ISO));

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return others.append(parser, to);
            }
            to.append(parser.getDoubleValue());
            return null;
        }
    }

    /** Takes any value: what is no text becomes its JSON. */
    private static final class Texts extends JsonColumn {
        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                to.appendNull();
                return null;
            }
            var text = parser.currentToken().isScalarValue() ? parser.getText() : json(parser);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            to.append(bytes, 0, bytes.length);
            return null;
        }
    }

    private static final class Binaries extends JsonColumn {
        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                to.appendNull();
                return null;
            }
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return misfit(parser, to);
            }
            try {
                var bytes = Base64.getDecoder().decode(parser.getText());
                to.append(bytes, 0, bytes.length);
                return null;
            } catch (IllegalArgumentException e) {
                return misfit(parser, to);
            }
        }
    }

    /** Types whose values the text of a string, number or truth value says. */
    private static final class Others extends JsonColumn {
        private final TextParser text;

        Others(TextParser text) {
            this.text = text;
        }

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                to.appendNull();
                return null;
            }
            if (!parser.currentToken().isScalarValue()) {
                return misfit(parser, to);
            }
            var bytes = parser.getText().getBytes(StandardCharsets.UTF_8);
            return text.append(bytes, 0, bytes.length, to) ? null : misfit(parser, to);
        }
    }

    private static final class Lists extends JsonColumn {
        private final JsonColumn element;

        Lists(JsonColumn element) {
            this.element = element;
        }

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return nullOrMisfit(parser, to);
            }
            var list = (Nested) to;
            var problem = (String) null;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                problem = first(problem, element.append(parser, list.parts().get(0)));
            }
            list.end();
            return problem;
        }
    }

    private static @Nullable String nullOrMisfit(JsonParser parser, VectorBuilder to) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            to.appendNull();
            return null;
        }
        return misfit(parser, to);
    }

    private static @Nullable String first(@Nullable String problem, @Nullable String next) {
        return problem == null ? next : problem;
    }

    /** Keys of an object are those of the map; of a key that repeats, the first value counts. */
    private static final class Maps extends JsonColumn {
        private final TextParser key;
        private final JsonColumn value;

        Maps(TextParser key, JsonColumn value) {
            this.key = key;
            this.value = value;
        }

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return nullOrMisfit(parser, to);
            }
            var map = (Nested) to;
            var seen = new HashSet<String>();
            var problem = (String) null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var bytes = name.getBytes(StandardCharsets.UTF_8);
                parser.nextToken();
                if (!seen.add(name)) {
                    parser.skipChildren();
                } else if (key.append(bytes, 0, bytes.length, map.parts().get(0))) {
                    problem = first(problem, value.append(parser, map.parts().get(1)));
                } else {
                    problem = first(problem, name);
                    parser.skipChildren();
                }
            }
            map.end();
            return problem;
        }
    }

    private static final class Rows extends JsonColumn {
        private final JsonFields fields;

        Rows(DataType.RowOf type, TextFormats formats) {
            fields = new JsonFields(type.schema(), formats);
        }

        @Override
        @Nullable
        String append(JsonParser parser, VectorBuilder to) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return nullOrMisfit(parser, to);
            }
            var row = (Nested) to;
            var problem = fields.append(parser, row.parts());
            row.end();
            return problem == null ? null : problem.value();
        }
    }
}
