package io.weir.table.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryTokensTest {
    /** What words and signs are, said in another way. */
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\"|[a-zA-Z_][\\w$]*|\\d[\\w.]*|\\S",
            Pattern.DOTALL);

    private static final List<String> PIECES = List.of(
            "'", "''", "\"", "-", "--", "/*", "*/", "/", "*", "\n", " ", "a", "Z_9$", "$", "1", ".5e", "(", ",");

    private static List<String> tokens(String sql) {
        var tokens = QueryTokens.of(sql);
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> tokens.at(i) + "@" + tokens.get(i).from() + "-"
                        + tokens.get(i).to())
                .toList();
    }

    @Test
    void wordsMayHaveLettersOfAnyLanguage() {
        assertEquals(List.of("GRÖSSE1@0-7", "=@8-9", "'É'@10-13"), tokens("Grösse1 = 'é'"));
    }

    @Test
    void aCharacterOfTwoUnitsIsOneSign() {
        assertEquals(List.of("\uD83D\uDE00@0-2", "X@2-3"), tokens("\uD83D\uDE00x"));
    }

    @Test
    void anyTextIsDividedAsThePatternSays() {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++) {
            var sql = new StringBuilder();
            for (var i = random.nextInt(12); i >= 0; i--) {
                sql.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            var expected = new ArrayList<String>();
            TOKEN.matcher(sql)
                    .results()
                    .filter(token ->
                            !token.group().startsWith("--") && !token.group().startsWith("/*"))
                    .forEach(token -> expected.add(
                            token.group().toUpperCase(Locale.ROOT) + "@" + token.start() + "-" + token.end()));
            assertEquals(expected, tokens(sql.toString()), sql::toString);
        }
    }
}
