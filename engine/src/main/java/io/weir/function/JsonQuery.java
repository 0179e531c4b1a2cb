package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.PerRow;
import io.weir.expression.RowFunction;
import io.weir.type.DataType.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON_QUERY with all it may be told: how to wrap what it finds, and what to answer for nothing and for errors. */
final class JsonQuery {
    private JsonQuery() {}

    /** JSON, path, wrapper, what to answer for nothing, what to answer for an error; the last three are constants. */
    static Expression of(List<Expression> arguments) {
        var path = JsonPath.of(constant(arguments.get(1)));
        var wrapper = constant(arguments.get(2));
        var onEmpty = constant(arguments.get(3));
        var onError = constant(arguments.get(4));
        return PerRow.of("json_query", Scalar.VARCHAR, arguments.subList(0, 1), RowFunction.texts(row -> {
            var json = Json.parseOrNull(row.text(0));
            if (json == null) {
                return instead(onError, row.text(0));
            }
            var found = path.find(json);
            if (found.isEmpty()) {
                return instead(onEmpty, row.text(0));
            }
            var nested = found.size() == 1 && (found.get(0) instanceof Map || found.get(0) instanceof List);
            if (wrapper.startsWith("with_unconditional") || wrapper.startsWith("with_conditional") && !nested) {
                return Json.write(found);
            }
            return nested ? Json.write(found.get(0)) : instead(onError, row.text(0));
        }));
    }

    private static String constant(Expression argument) {
        if (argument instanceof Literal literal && literal.value() != null) {
            var text = literal.value().toString();
            return text.startsWith("$") ? text : text.toLowerCase(Locale.ROOT);
        }
        throw new EngineException(ErrorCode.INVALID_ARGUMENT, "json_query needs a constant path: " + argument);
    }

    private static @Nullable String instead(String behaviour, String json) {
        return switch (behaviour) {
            case "null" -> null;
            case "empty_array" -> "[]";
            case "empty_object" -> "{}";
            default -> throw new EngineException(ErrorCode.INVALID_ARGUMENT, "json_query finds nothing in " + json);
        };
    }
}
