package io.weir.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Cast;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.ExpressionTester;
import io.weir.expression.Literal;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Calls functions by name, each in four ways that must agree: of literals, of flat columns beside a row of nulls, of dictionary
 * columns, and after a journey as bytes. The session's zone is that of Zurich.
 */
final class Calls {
    static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    /** A null of that type, as an argument. */
    record NullOf(DataType type) {}

    private Calls() {}

    static void is(Object expected, String name, Object... arguments) {
        var message = name + Arrays.deepToString(arguments);
        ExpressionTester.assertSame(expected, of(name, literals(arguments)), message);
        var columns = columns(arguments);
        var types = types(arguments);
        var expression = bound(name, references(types));
        for (var copy : List.of(expression, travelled(expression))) {
            for (var form : List.of(columns, dictionaries(columns))) {
                var batch = Batch.of(3, form);
                for (var rows : List.of(Selection.of(new int[] {0, 1}, 2), Selection.of(new int[] {0}, 1))) {
                    ExpressionTester.assertSame(expected, Values.get(copy.evaluate(batch, rows), 0), message);
                }
            }
        }
    }

    /** Calls with literals alone: where some arguments must be, or where nulls fail. */
    static void once(Object expected, String name, Object... arguments) {
        assertEquals(expected, of(name, literals(arguments)), name + Arrays.deepToString(arguments));
    }

    /** The type that the call of these arguments has. */
    static DataType type(String name, Object... arguments) {
        return bound(name, literals(arguments)).type();
    }

    static EngineException fails(ErrorCode code, String name, Object... arguments) {
        var error = assertThrows(EngineException.class, () -> of(name, literals(arguments)));
        assertEquals(code, error.code(), error.getMessage());
        return error;
    }

    static Object of(String name, List<Expression> arguments) {
        return Values.get(bound(name, arguments).evaluate(Batch.of(1), Selection.all(1)), 0);
    }

    static Expression bound(String name, List<Expression> arguments) {
        var types = arguments.stream().map(Expression::type).toList();
        for (var function : Functions.find(name)) {
            var signature = function.resolve(types);
            if (signature != null) {
                var converted = new ArrayList<Expression>();
                for (var i = 0; i < arguments.size(); i++) {
                    converted.add(
                            Cast.of(arguments.get(i), signature.parameters().get(i), ZONE));
                }
                var expression = function.bind(converted, signature);
                if (!name.equals("field")) {
                    assertEquals(signature.result(), expression.type(), name);
                }
                return expression;
            }
        }
        throw new AssertionError("no function " + name + types);
    }

    private static List<Expression> literals(Object... arguments) {
        var literals = new ArrayList<Expression>();
        for (var argument : arguments) {
            literals.add(new Literal(type(argument), value(argument)));
        }
        return literals;
    }

    private static Object value(Object argument) {
        return argument instanceof NullOf ? null : argument;
    }

    private static List<DataType> types(Object... arguments) {
        return Arrays.stream(arguments).map(Calls::type).toList();
    }

    static DataType type(Object argument) {
        if (argument instanceof NullOf none) {
            return none.type();
        } else if (argument instanceof Boolean) {
            return Scalar.BOOLEAN;
        } else if (argument instanceof Integer) {
            return Scalar.INT;
        } else if (argument instanceof Long) {
            return Scalar.BIGINT;
        } else if (argument instanceof Double) {
            return Scalar.DOUBLE;
        } else if (argument instanceof BigDecimal decimal) {
            return new DataType.Decimal(Math.max(decimal.precision(), decimal.scale() + 1), decimal.scale());
        } else if (argument instanceof String) {
            return Scalar.VARCHAR;
        } else if (argument instanceof byte[]) {
            return Scalar.VARBINARY;
        } else if (argument instanceof LocalDate) {
            return Scalar.DATE;
        } else if (argument instanceof LocalTime) {
            return Scalar.TIME;
        } else if (argument instanceof LocalDateTime) {
            return new Timestamp(6, false);
        } else if (argument instanceof Instant) {
            return new Timestamp(3, true);
        } else if (argument instanceof List<?> list) {
            return new DataType.ListOf(list.stream()
                    .filter(x -> x != null)
                    .findFirst()
                    .map(Calls::type)
                    .orElse(Scalar.INT));
        } else if (argument instanceof Map<?, ?> map) {
            var entry = map.entrySet().iterator().next();
            return new DataType.MapOf(type(entry.getKey()), type(entry.getValue()));
        }
        throw new AssertionError(argument);
    }

    private static List<Expression> references(List<DataType> types) {
        var references = new ArrayList<Expression>();
        for (var i = 0; i < types.size(); i++) {
            references.add(new Column(i, types.get(i)));
        }
        return references;
    }

    /** Three rows: the arguments, nulls, the arguments. */
    private static List<Vector> columns(Object... arguments) {
        var columns = new ArrayList<Vector>();
        for (var argument : arguments) {
            var builder = VectorBuilder.of(type(argument), 3);
            Values.append(builder, value(argument));
            builder.appendNull();
            Values.append(builder, value(argument));
            columns.add(builder.build());
        }
        return columns;
    }

    private static List<Vector> dictionaries(List<Vector> columns) {
        return columns.stream()
                .map(column -> (Vector) new DictionaryVector(new Dictionary(column), new int[] {2, 1, 0}, null, 3))
                .toList();
    }

    private static Expression travelled(Expression expression) {
        try {
            var bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(expression);
            var read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            return (Expression) read;
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
