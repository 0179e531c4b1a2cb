package io.weir.expression;

import static io.weir.expression.ExpressionTester.check;
import static io.weir.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.EngineException;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Selection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikeTest {
    private static boolean like(String value, String pattern) {
        var regex = new StringBuilder();
        pattern.codePoints()
                .mapToObj(Character::toString)
                .forEach(c -> regex.append(c.equals("%") ? ".*" : c.equals("_") ? "." : Pattern.quote(c)));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "%%",
                "_",
                "__",
                "a",
                "a%",
                "%a",
                "%b%",
                "a%b",
                "_b%",
                "%_b",
                "%a_a%",
                "special%requests",
                "%ü%",
                "gr_ezi",
                "%a%b%",
                "__語",
                "%本_",
                "_clef",
                "%_",
                "_%_",
                "a%a%",
                "%ab%ab%",
                "%special%requests%"
            })
    void patternsMatchAsRegularExpressionsDo(String pattern) {
        check(
                List.of(Scalar.VARCHAR),
                a -> Like.of(a.get(0), new Literal(Scalar.VARCHAR, pattern), null),
                strict(v -> like((String) v.get(0), pattern)));
    }

    @Test
    void patternsMayDifferFromRowToRow() {
        check(
                List.of(Scalar.VARCHAR, Scalar.VARCHAR),
                a -> Like.of(a.get(0), a.get(1), null),
                strict(v -> like((String) v.get(0), (String) v.get(1))));
    }

    @Test
    void escapedSignsStandForThemselves() {
        var escape = new Literal(Scalar.VARCHAR, "\\");
        check(
                List.of(Scalar.VARCHAR),
                a -> Like.of(a.get(0), new Literal(Scalar.VARCHAR, "a\\%%"), escape),
                strict(v -> ((String) v.get(0)).startsWith("a%")));
        for (var pattern : List.of("a\\", "\\a")) {
            var broken = Like.of(new Literal(Scalar.VARCHAR, "a"), new Literal(Scalar.VARCHAR, pattern), escape);
            assertThrows(EngineException.class, () -> broken.evaluate(Batch.of(1), Selection.all(1)));
        }
    }
}
