package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.testing.UserJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions out of a jar that is not on the class path. */
class UserFunctionTest {
    private static final String SCALAR = """
            package user;
            import io.weir.table.function.RowFunction;
            import io.weir.type.DataType;
            import java.util.List;
            public class Shout implements RowFunction {
                public DataType type(List<DataType> arguments) {
                    return arguments.equals(List.of(DataType.Scalar.VARCHAR)) ? DataType.Scalar.VARCHAR : null;
                }
                public Object call(List<Object> arguments) {
                    if ("quiet".equals(arguments.get(0))) {
                        throw new IllegalStateException("hush");
                    }
                    return arguments.get(0) == null ? "?" : arguments.get(0) + "!";
                }
            }
            """;

    private static final String AGGREGATE = """
            package user;
            import io.weir.table.function.RowAggregate;
            import io.weir.type.DataType;
            import java.util.List;
            public class Product implements RowAggregate<Product.State> {
                public static class State implements java.io.Serializable { long value = 1; }
                public DataType type(List<DataType> arguments) {
                    return arguments.size() == 1 ? DataType.Scalar.BIGINT : null;
                }
                public State create() { return new State(); }
                public State add(State state, List<Object> arguments) {
                    state.value *= ((Number) arguments.get(0)).longValue();
                    return state;
                }
                public State merge(State state, State other) {
                    state.value *= other.value;
                    return state;
                }
                public Object result(State state) { return state.value; }
            }
            """;

    @TempDir
    private Path directory;

    private Path jar() throws IOException {
        return UserJar.make(directory, "user.jar", Map.of("user.Shout", SCALAR, "user.Product", AGGREGATE));
    }

    @Test
    void functionsComeFromAJar() throws IOException {
        var jar = jar();
        try (var tables = TableEnvironment.create(SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, 4))) {
            tables.executeSql("create function shout as 'user.Shout' using jar '" + jar + "'")
                    .close();
            tables.executeSql("create function product as 'user.Product' using jar '" + jar + "'")
                    .close();
            try (var result = tables.executeSql("""
                    select k, product(v), min(shout(name))
                    from (values (1, 2, 'a'), (1, 3, 'b'), (2, 5, null), (1, 7, 'c')) as t (k, v, name)
                    where name is null or name < 'c' or shout(name) = 'c!'
                    group by k order by k
                    """)) {
                var rows = result.rows();
                assertThat(rows.next()).hasToString("1, 42, a!");
                assertThat(rows.next()).hasToString("2, 5, ?");
                assertThat(rows.hasNext()).isFalse();
            }
            assertThatThrownBy(() -> tables.executeSql("select shout(x) from (values 'quiet') as t (x)")
                            .next())
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                    .hasMessageContaining("the function shout failed: java.lang.IllegalStateException: hush");
            tables.executeSql("drop function shout").close();
            assertThatThrownBy(() -> tables.executeSql("select shout('a')")).hasMessageContaining("shout");
        }
    }

    @Test
    void whatIsWrongWithAClassIsSaid() throws IOException {
        var jar = jar();
        try (var tables = TableEnvironment.create()) {
            assertThatThrownBy(() -> tables.executeSql("create function f as 'user.Nope' using jar '" + jar + "'"))
                    .hasMessageContaining("no class user.Nope");
            assertThatThrownBy(() -> tables.executeSql("create function f as 'user.Shout' using jar '/no.jar'"))
                    .hasMessage("no jar /no.jar");
            assertThatThrownBy(() -> tables.executeSql("create function f as 'java.lang.Object'"))
                    .hasMessageContaining("implements none of RowFunction");
            assertThatThrownBy(() -> tables.executeSql("drop function f")).hasMessageContaining("no function");
            tables.executeSql("drop function if exists f").close();
        }
    }
}
