package io.weir.expression;

import static io.weir.expression.ExpressionTester.check;
import static io.weir.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.EngineException;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    void emptyTextsMayLieAnywhere() {
        var data = "xxabcxx".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var vector = new BytesVector(Scalar.VARCHAR, data, new int[] {7, 0, 5}, new int[] {0, 5, 2}, null, 3);
        var like = Like.of(new Column(0, Scalar.VARCHAR), new Literal(Scalar.VARCHAR, "%abc%"), null);
        var chosen = like.select(Batch.of(vector), Selection.all(3));
        assertEquals("[1]", chosen.toString());
    }

    @Test
    void rowsOneAfterTheOtherAreSearchedTogether() {
        var texts = List.of("", "xab", "cab", "abc", "ca", "bcabc", "", "é", "abc abc", "a", "");
        var builder = VectorBuilder.of(Scalar.VARCHAR, texts.size());
        texts.forEach(text -> Values.append(builder, text));
        var vector = builder.build();
        var like = Like.of(new Column(0, Scalar.VARCHAR), new Literal(Scalar.VARCHAR, "%abc%"), null);
        for (var rows : List.of(
                Selection.all(10),
                Selection.of(new int[] {0, 1, 4, 5, 7}, 5),
                Selection.of(new int[] {2, 3, 8, 9}, 4))) {
            assertEquals(
                    IntStream.range(0, rows.count())
                            .map(rows::row)
                            .filter(row -> texts.get(row).contains("abc"))
                            .boxed()
                            .toList(),
                    IntStream.of(like.select(Batch.of(vector), rows).toRows())
                            .limit(like.select(Batch.of(vector), rows).count())
                            .boxed()
                            .toList());
            var backwards = vector.take(Selection.of(new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, 10));
            assertEquals(3, like.select(Batch.of(backwards), Selection.all(10)).count());
        }
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
