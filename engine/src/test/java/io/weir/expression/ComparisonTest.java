package io.weir.expression;

import static io.weir.expression.ExpressionTester.check;
import static io.weir.expression.ExpressionTester.strict;

import io.weir.expression.Comparison.Operator;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.type.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
    private static final List<DataType> TYPES = List.of(
            Scalar.BOOLEAN,
            Scalar.TINYINT,
            Scalar.SMALLINT,
            Scalar.INT,
            Scalar.BIGINT,
            Scalar.REAL,
            Scalar.DOUBLE,
            Scalar.VARCHAR,
            Scalar.VARBINARY,
            new DataType.Char(6),
            Scalar.DATE,
            Scalar.TIME,
            Scalar.INTERVAL_MONTHS,
            Scalar.INTERVAL_MICROS,
            new Decimal(7, 2),
            new Decimal(30, 4),
            new Timestamp(3, false),
            new Timestamp(9, true));

    /** Orders two values; NaN is the greatest, zero has no sign. */
    static int order(Object a, Object b) {
        if (a instanceof Double || a instanceof Float) {
            var x = ((Number) a).doubleValue();
            var y = ((Number) b).doubleValue();
            return x == y ? 0 : Double.compare(x, y);
        } else if (a instanceof String x) {
            return Arrays.compareUnsigned(
                    x.stripTrailing().getBytes(StandardCharsets.UTF_8),
                    ((String) b).stripTrailing().getBytes(StandardCharsets.UTF_8));
        } else if (a instanceof byte[] x) {
            return Arrays.compareUnsigned(x, (byte[]) b);
        }
        @SuppressWarnings("unchecked")
        var comparable = (Comparable<Object>) a;
        return comparable.compareTo(b);
    }

    static Object compare(Operator operator, List<Object> values) {
        var a = values.get(0);
        var b = values.get(1);
        if (operator.distinguishesNulls()) {
            var same = a == null || b == null ? a == b : order(a, b) == 0;
            return same == (operator == Operator.NOT_DISTINCT);
        }
        if (a == null || b == null) {
            return null;
        }
        var order = order(a, b);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case DISTINCT, NOT_DISTINCT -> throw new AssertionError(operator);
        };
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void everyTypeCompares(Operator operator) {
        for (var type : TYPES) {
            if (type == Scalar.VARCHAR) {
                continue;
            }
            check(
                    List.of(type, type),
                    arguments -> Comparison.of(operator, arguments.get(0), arguments.get(1)),
                    values -> compare(operator, values));
        }
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void textComparesByteByByteWithItsBlanks(Operator operator) {
        check(
                List.of(Scalar.VARCHAR, Scalar.VARCHAR),
                arguments -> Comparison.of(operator, arguments.get(0), arguments.get(1)),
                values -> compare(
                        operator,
                        Arrays.asList(values.stream()
                                .map(value -> value == null ? null : ((String) value).getBytes(StandardCharsets.UTF_8))
                                .toArray())));
    }

    @Test
    void nestedValuesAreEqualPartByPart() {
        var row =
                new DataType.RowOf(Schema.of(new Schema.Field("a", Scalar.INT), new Schema.Field("b", Scalar.VARCHAR)));
        for (var type : List.of(new ListOf(Scalar.BIGINT), row, new DataType.MapOf(Scalar.INT, Scalar.VARCHAR))) {
            check(
                    List.of(type, type),
                    arguments -> Comparison.of(Operator.EQUAL, arguments.get(0), arguments.get(1)),
                    strict(values -> values.get(0).equals(values.get(1))));
        }
    }

    @Test
    void betweenIncludesBothEnds() {
        for (var type : TYPES) {
            if (type == Scalar.VARCHAR || type == Scalar.BOOLEAN) {
                continue;
            }
            check(
                    List.of(type, type, type),
                    arguments -> Between.of(arguments.get(0), arguments.get(1), arguments.get(2)),
                    values -> LogicTest.and(Arrays.asList(
                            compare(Operator.GREATER_OR_EQUAL, Arrays.asList(values.get(0), values.get(1))),
                            compare(Operator.LESS_OR_EQUAL, Arrays.asList(values.get(0), values.get(2))))));
        }
    }

    @Test
    void inFindsMembersAndIsUnknownWithNullAmongThem() {
        for (var type : TYPES) {
            var samples = new Samples(new java.util.Random(5));
            for (var size : new int[] {1, 2, 9, 200}) {
                var constants = new ArrayList<Literal>();
                while (constants.size() < size) {
                    var value = samples.next(type);
                    if (value != null || size == 9) {
                        constants.add(new Literal(type, value));
                    }
                }
                check(
                        List.of(type),
                        arguments -> In.of(arguments.get(0), constants),
                        strict(values -> in(values.get(0), constants)));
            }
        }
    }

    private static Object in(Object value, List<Literal> constants) {
        var unknown = false;
        for (var constant : constants) {
            if (constant.value() == null) {
                unknown = true;
            } else if (order(bytes(value), bytes(constant.value())) == 0) {
                return true;
            }
        }
        return unknown ? null : (Object) false;
    }

    /** Text as its bytes, so that blanks at the end count. */
    private static Object bytes(Object value) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value;
    }

    @Test
    void greatestAndLeastAreNullIfAnArgumentIs() {
        for (var type : TYPES) {
            if (type == Scalar.VARCHAR || type instanceof DataType.Char || type == Scalar.VARBINARY) {
                continue;
            }
            check(List.of(type, type, type), Extreme::greatest, strict(values -> extreme(values, 1)));
            check(List.of(type, type, type), Extreme::least, strict(values -> extreme(values, -1)));
        }
    }

    private static Object extreme(List<Object> values, int sign) {
        var best = values.get(0);
        for (var value : values) {
            if (order(value, best) * sign > 0) {
                best = value;
            }
        }
        return best;
    }

    @Test
    void decimalsOfAnySizeAreFoundInLists() {
        var type = new Decimal(38, 0);
        var big = new BigDecimal("9".repeat(38));
        check(
                List.of(type),
                arguments ->
                        In.of(arguments.get(0), List.of(new Literal(type, big), new Literal(type, BigDecimal.ONE))),
                strict(values -> values.get(0).toString().equals(big.toString())
                        || values.get(0).toString().equals("1")));
    }
}
