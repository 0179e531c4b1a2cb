package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.PerRow;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.Truth;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** JSON in text. What is no JSON holds nothing. */
final class JsonFunctions {
    private static final List<DataType> ONE = List.of(Scalar.VARCHAR);
    private static final List<DataType> FIVE = Collections.nCopies(5, Scalar.VARCHAR);
    private static final List<DataType> TWO = List.of(Scalar.VARCHAR, Scalar.VARCHAR);

    /** What becomes of the values a path leads to. */
    private interface Answer extends Serializable {
        @Nullable
        Object of(List<Object> found);
    }

    private JsonFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        texts(
                family,
                "json_extract_scalar json_value get_json_object",
                found -> found.size() == 1 ? scalar(found.get(0)) : null);
        family.texts("json_kind", TWO, row -> {
            var json = Json.parseOrNull(row.text(0));
            return json == null ? "no value" : kind(JsonPath.of(row.text(1)).find(json));
        });
        texts(family, "json_value_or_error", found -> {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    found.isEmpty()
                            ? "json_value finds nothing"
                            : "json_value finds no single value: " + Json.write(found));
        });
        texts(family, "json_extract", found -> found.isEmpty() ? null : Json.write(single(found)));
        texts(
                family,
                "json_query",
                found -> found.size() == 1 && isNested(found.get(0)) ? Json.write(found.get(0)) : null);
        family.bound("json_query", FIVE, Scalar.VARCHAR, (arguments, signature) -> JsonQuery.of(arguments));
        family.bound(
                "json_exists",
                TWO,
                Scalar.BOOLEAN,
                (arguments, signature) -> ofPath("json_exists", Scalar.BOOLEAN, arguments, found -> !found.isEmpty()));
        family.rows("json_array_length", ONE, Scalar.BIGINT, (row, out) -> {
            if (Json.parseOrNull(row.text(0)) instanceof List<?> array) {
                out.append((long) array.size());
            } else {
                out.appendNull();
            }
        });
        predicates(family);
        family.custom("json_object", JsonMaking::objectTypes, JsonMaking::object);
        family.custom("json_array", JsonMaking::arrayTypes, JsonMaking::array);
        family.custom("json_string to_json", JsonMaking::stringTypes, JsonMaking::string);
        family.texts("json_format json_parse parse_json", ONE, row -> {
            try {
                return Json.write(Json.parse(row.text(0)));
            } catch (Json.Malformed e) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, e.getMessage() + ": '" + row.text(0) + "'", e);
            }
        });
        family.texts("try_parse_json", ONE, row -> {
            var value = Json.parseOrNull(row.text(0));
            return value == null ? null : Json.write(value);
        });
        family.texts("json_quote", ONE, row -> Json.write(row.text(0)));
        family.texts(
                "json_unquote",
                ONE,
                row -> Json.parseOrNull(row.text(0)) instanceof String string ? string : row.text(0));
        return family.functions();
    }

    /** Tells apart what json_value answers null for. */
    private static String kind(List<Object> found) {
        if (found.isEmpty()) {
            return "nothing";
        }
        var one = found.size() == 1 ? found.get(0) : found;
        return one == Json.Nothing.NULL ? "null" : scalar(one) == null ? "no value" : "value";
    }

    private static Object single(List<Object> found) {
        return found.size() == 1 ? found.get(0) : found;
    }

    private static boolean isNested(Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static @Nullable String scalar(Object value) {
        if (isNested(value) || value == Json.Nothing.NULL) {
            return null;
        }
        return value instanceof String string ? string : Json.write(value);
    }

    private static void texts(Family family, String names, Answer answer) {
        family.bound(
                names,
                TWO,
                Scalar.VARCHAR,
                (arguments, signature) -> ofPath(names.split(" ")[0], Scalar.VARCHAR, arguments, answer));
    }

    /** A constant path is read once. */
    private static Expression ofPath(String name, DataType type, List<Expression> arguments, Answer answer) {
        var constant = arguments.get(1) instanceof Literal literal && literal.value() != null
                ? JsonPath.of(literal.value().toString())
                : null;
        return PerRow.of(name, type, arguments, (row, out) -> {
            var path = constant == null ? JsonPath.of(row.text(1)) : constant;
            var found = answer.of(path.find(Json.parseOrNull(row.text(0))));
            if (found instanceof Boolean truth) {
                out.append(truth.booleanValue());
            } else {
                RowFunction.append(out, (String) found);
            }
        });
    }

    private static void predicates(Family family) {
        predicate(family, "value", row -> Json.parseOrNull(row.text(0)) != null);
        predicate(family, "object", row -> Json.parseOrNull(row.text(0)) instanceof Map);
        predicate(family, "array", row -> Json.parseOrNull(row.text(0)) instanceof List);
        predicate(family, "scalar", JsonFunctions::isScalar);
        family.truths("is_json_scalar", ONE, JsonFunctions::isScalar);
    }

    private static boolean isScalar(Row row) {
        var value = Json.parseOrNull(row.text(0));
        return value != null && !isNested(value);
    }

    private static void predicate(Family family, String kind, RowFunction.ToBoolean test) {
        var function = RowFunction.booleans(test);
        family.named("is json " + kind, ONE, Scalar.BOOLEAN, Family.perRow("is_json_" + kind, function));
        family.named(
                "is not json " + kind,
                ONE,
                Scalar.BOOLEAN,
                (arguments, signature) -> Truth.not(PerRow.of("is_json_" + kind, Scalar.BOOLEAN, arguments, function)));
    }
}
