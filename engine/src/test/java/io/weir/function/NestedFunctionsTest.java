package io.weir.function;

import static io.weir.function.Calls.fails;
import static io.weir.function.Calls.is;
import static io.weir.function.Calls.once;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.ErrorCode;
import io.weir.expression.Column;
import io.weir.expression.ExpressionTester;
import io.weir.expression.Literal;
import io.weir.function.Calls.NullOf;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedFunctionsTest {
    private static final List<Integer> NUMBERS = List.of(3, 1, 2, 3);
    private static final List<Integer> GAPS = Arrays.asList(1, null, 2);

    private static Map<Object, Object> map(Object... entries) {
        var map = new LinkedHashMap<Object, Object>();
        for (var i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void elements() {
        is(4L, "cardinality", NUMBERS);
        is(1, "item", NUMBERS, 2);
        is(3, "element_at", NUMBERS, -1);
        is(null, "element_at", NUMBERS, 5);
        is(null, "element_at", NUMBERS, 0);
        is(7, "element", List.of(7));
        is(null, "element", List.of());
        fails(ErrorCode.INVALID_ARGUMENT, "item", NUMBERS, 5);
        fails(ErrorCode.INVALID_ARGUMENT, "item", NUMBERS, 0);
        fails(ErrorCode.INVALID_ARGUMENT, "element", NUMBERS);
    }

    @Test
    void members() {
        is(true, "contains", NUMBERS, 2);
        is(false, "contains", NUMBERS, 9);
        is(null, "contains", GAPS, 9);
        is(true, "array_contains", GAPS, 2);
        is(3L, "array_position", NUMBERS, 2);
        is(0L, "array_position", NUMBERS, 9L);
        is(true, "arrays_overlap", NUMBERS, List.of(9, 3));
        is(3, "array_max", NUMBERS);
        is(1, "array_min", NUMBERS);
        is(null, "array_max", GAPS);
    }

    @Test
    void construction() {
        is(Arrays.asList(1L, 2L, null), "array", 1, 2L, new NullOf(Scalar.INT));
        is(List.of(7, 7), "repeat", 7, 2);
        is(List.of(1L, 2L, 3L), "sequence", 1, 3);
        is(List.of(3L, 2L), "sequence", 3, 2);
        is(List.of(1L, 4L, 7L), "sequence", 1, 8, 3);
        is(
                List.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1)),
                "sequence",
                LocalDate.of(2024, 2, 29),
                LocalDate.of(2024, 3, 1));
        is(List.of(3, 1, 2, 3, 4), "array_append", NUMBERS, 4);
        is(Arrays.asList(null, 3, 1, 2, 3), "array_prepend", NUMBERS, new NullOf(Scalar.INT));
        is(Arrays.asList(1, null, 2, 3, 1, 2, 3), "array_concat", GAPS, NUMBERS);
        is(List.of(3, 1, 2, 3, 3, 1, 2, 3), "||", NUMBERS, NUMBERS);
        fails(ErrorCode.INVALID_ARGUMENT, "sequence", 1, 5, -1);
        fails(ErrorCode.INVALID_ARGUMENT, "sequence", 1, 100_000_000);
    }

    @Test
    void setsAndOrders() {
        is(List.of(3, 1, 2), "array_distinct", NUMBERS);
        is(Arrays.asList(1, null, 2, 3), "array_union", GAPS, NUMBERS);
        is(List.of(1, 2), "array_intersect", NUMBERS, GAPS);
        is(List.of(3), "array_except", NUMBERS, GAPS);
        is(List.of(1, 2), "array_remove", NUMBERS, 3);
        is(List.of(1, 2, 3, 3), "array_sort", NUMBERS);
        is(Arrays.asList(1, 2, null), "array_sort", GAPS);
        is(List.of(3, 2, 1, 3), "reverse", NUMBERS);
        is(List.of(1, 2), "slice", NUMBERS, 2, 2);
        is(List.of(2, 3), "slice", NUMBERS, -2, 9);
        is(List.of(3, 1, 2, 3, 5), "flatten", List.of(NUMBERS, List.of(5)));
        is("3-1-2-3", "array_join", NUMBERS, "-");
        is("1,2", "array_join", GAPS, ",");
        is("1,?,2", "array_join", GAPS, ",", "?");
        fails(ErrorCode.INVALID_ARGUMENT, "slice", NUMBERS, 0, 1);
    }

    @Test
    void maps() {
        var map = map("a", 1, "b", 2);
        is(map, "map", List.of("a", "b"), List.of(1, 2));
        once(map, "map", "a", 1, "b", 2);
        is(map("a", 5, "b", 2, "c", 3), "map_concat", map, map("a", 5, "c", 3));
        is(List.of("a", "b"), "map_keys", map);
        is(List.of(1, 2), "map_values", map);
        is(List.of(List.of("a", 1), List.of("b", 2)), "map_entries", map);
        is(2L, "cardinality", map);
        is(2, "item", map, "b");
        is(null, "element_at", map, "z");
        is(true, "map_contains_key", map, "a");
        is(map("k", "v", "x", null), "str_to_map", "k=v,x");
        is(map("k", "v"), "str_to_map", "k:v", ";", ":");
        fails(ErrorCode.INVALID_ARGUMENT, "map", List.of("a", "a"), List.of(1, 2));
        fails(ErrorCode.INVALID_ARGUMENT, "map", List.of("a"), List.of(1, 2));
        fails(ErrorCode.INVALID_ARGUMENT, "map", "a", 1, "a", 2);
    }

    @Test
    void rowsAreMadeAndTakenApart() {
        var type = new RowOf(
                Schema.of(new Schema.Field("field0", Scalar.INT), new Schema.Field("field1", Scalar.VARCHAR)));
        assertEquals(
                type,
                Calls.bound("row", List.of(new Column(0, Scalar.INT), new Column(1, Scalar.VARCHAR)))
                        .type());
        for (var index : List.of(0, 1)) {
            ExpressionTester.check(
                    List.<DataType>of(type),
                    a -> Calls.bound("field", List.of(a.get(0), new Literal(Scalar.INT, index))),
                    ExpressionTester.strict(v -> ((List<?>) v.get(0)).get(index)));
            ExpressionTester.check(
                    List.<DataType>of(Scalar.INT, new ListOf(Scalar.VARCHAR)),
                    a -> Calls.bound("field", List.of(Calls.bound("row", a), new Literal(Scalar.INT, index))),
                    v -> v.get(index));
        }
    }

    @Test
    void json() {
        var json = "{\"a\": {\"b\": [1, 2.50, \"x\\u00fc\"]}, \"n\": null, \"t\": true}";
        is("xü", "json_value", json, "$.a.b[2]");
        is("2.50", "json_extract_scalar", json, "$[\"a\"].b[1]");
        is(null, "json_value", json, "$.a");
        is(null, "json_value", json, "$.n");
        is("true", "json_value", json, "lax $.t");
        is("[1,2.50,\"xü\"]", "json_query", json, "$.a.b");
        is(null, "json_query", json, "$.t");
        is("[1,2.50,\"xü\"]", "json_extract", json, "$.a.b[*]");
        once("[\"xü\"]", "json_query", json, "$.a.b[2]", "with_conditional_array", "null", "null");
        once("{}", "json_query", json, "$.z", "without_array", "empty_object", "null");
        once("{\"a\":1,\"b\":null}", "json_object", "null_on_null", "a", 1, "b", new NullOf(Scalar.INT));
        once(
                "{\"a\":[1.5,null]}",
                "json_object",
                "absent_on_null",
                "a",
                Arrays.asList(1.5, null),
                "b",
                new NullOf(Scalar.INT));
        is("[1,\"x\",true]", "json_array", 1, "x", true);
        once("[\"2024-01-01\"]", "json_array", "absent_on_null", new NullOf(Scalar.INT), LocalDate.of(2024, 1, 1));
        is("{\"k\":7}", "json_string", map("k", 7));
        is(true, "json_exists", json, "$.a.b");
        is(false, "json_exists", json, "$.z");
        is(3L, "json_array_length", "[1, [2], {}]");
        is(null, "json_array_length", "{}");
        is(true, "is json value", json);
        is(true, "is json object", json);
        is(false, "is json array", "{]");
        is(true, "is not json value", "01");
        is(true, "is json scalar", "\"x\"");
        is("{\"a\":[]}", "json_format", " { \"a\" : [ ] } ");
        is(null, "try_parse_json", "{");
        is("\"a\\\"b\"", "json_quote", "a\"b");
        is("a\"b", "json_unquote", "\"a\\\"b\"");
        fails(ErrorCode.INVALID_ARGUMENT, "json_parse", "{\"a\"}");
        fails(ErrorCode.INVALID_ARGUMENT, "json_value", json, "a.b");
        fails(ErrorCode.INVALID_ARGUMENT, "json_value", json, "$.");
    }

    @Test
    void forms() {
        is("7 is 007", "format", "%s is %03d", "7", 7);
        fails(ErrorCode.INVALID_ARGUMENT, "format", "%d", "x");
    }
}
