package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.PerRow;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON made of values. A first argument may say whether nulls are kept: null_on_null, absent_on_null. */
final class JsonMaking {
    private static final String KEEP = "null_on_null";
    private static final String DROP = "absent_on_null";

    private JsonMaking() {}

    static @Nullable Signature objectTypes(List<DataType> arguments) {
        var first = arguments.size() % 2;
        for (var i = 0; i < arguments.size(); i++) {
            var isText = i < first || (i - first) % 2 == 0;
            if (isText && !Coercion.isText(arguments.get(i))) {
                return null;
            }
        }
        return new Signature(arguments, Scalar.VARCHAR);
    }

    static Signature arrayTypes(List<DataType> arguments) {
        return new Signature(arguments, Scalar.VARCHAR);
    }

    static @Nullable Signature stringTypes(List<DataType> arguments) {
        return arguments.size() == 1 ? new Signature(arguments, Scalar.VARCHAR) : null;
    }

    static Expression object(List<Expression> arguments, Signature signature) {
        var told = arguments.size() % 2 == 1;
        var keepsNulls = !told || !isWord(arguments.get(0), DROP);
        var values = told ? arguments.subList(1, arguments.size()) : arguments;
        if (values.isEmpty()) {
            return new Literal(Scalar.VARCHAR, "{}");
        }
        return PerRow.seeingNulls("json_object", Scalar.VARCHAR, values, RowFunction.texts(row -> {
            var object = new LinkedHashMap<String, Object>();
            for (var i = 0; i < row.size(); i += 2) {
                if (row.isNull(i)) {
                    throw new EngineException(ErrorCode.INVALID_ARGUMENT, "names in json_object are not null");
                }
                if (keepsNulls || !row.isNull(i + 1)) {
                    object.put(row.text(i), value(row.object(i + 1)));
                }
            }
            return Json.write(object);
        }));
    }

    static Expression array(List<Expression> arguments, Signature signature) {
        var drops = !arguments.isEmpty() && isWord(arguments.get(0), DROP);
        var told = drops || !arguments.isEmpty() && isWord(arguments.get(0), KEEP);
        var values = told ? arguments.subList(1, arguments.size()) : arguments;
        if (values.isEmpty()) {
            return new Literal(Scalar.VARCHAR, "[]");
        }
        return PerRow.seeingNulls("json_array", Scalar.VARCHAR, values, RowFunction.texts(row -> {
            var array = new ArrayList<Object>();
            for (var i = 0; i < row.size(); i++) {
                if (!drops || !row.isNull(i)) {
                    array.add(value(row.object(i)));
                }
            }
            return Json.write(array);
        }));
    }

    static Expression string(List<Expression> arguments, Signature signature) {
        return PerRow.of(
                "json_string", Scalar.VARCHAR, arguments, RowFunction.texts(row -> Json.write(value(row.object(0)))));
    }

    private static boolean isWord(Expression argument, String word) {
        return argument instanceof Literal literal
                && literal.value() instanceof String text
                && text.equalsIgnoreCase(word);
    }

    private static Object parsed(String json) {
        try {
            return Json.parse(json);
        } catch (Json.Malformed e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, e.getMessage() + ": '" + json + "'", e);
        }
    }

    /** Numbers and truths as they are, bytes as the JSON that they hold, arrays, maps and rows part by part, all else as text. */
    private static Object value(@Nullable Object value) {
        if (value == null) {
            return Json.Nothing.NULL;
        } else if (value instanceof BigDecimal decimal) {
            return new Json.Numeral(decimal.toPlainString());
        } else if (value instanceof Double || value instanceof Float) {
            var number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new Json.Numeral(value.toString()) : value.toString();
        } else if (value instanceof Number number) {
            return new Json.Numeral(number.toString());
        } else if (value instanceof Boolean) {
            return value;
        } else if (value instanceof byte[] json) {
            return parsed(new String(json, StandardCharsets.UTF_8));
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonMaking::value).toList();
        } else if (value instanceof Map<?, ?> map) {
            var object = new LinkedHashMap<String, Object>();
            map.forEach((key, entry) -> object.put(String.valueOf(key), value(entry)));
            return object;
        }
        return value.toString();
    }
}
