package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathLiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select * from 'a/b' | select * from \"a/b\"",
                "select 'x' from 'a', 'b' where c = 'd' | select 'x' from \"a\", \"b\" where c = 'd'",
                "select * from t join 'a' on x = 'y' left join 'b' using (z) | select * from t join \"a\" on x = 'y' left join \"b\" using (z)",
                "select * from ('a' cross join 'b') | select * from (\"a\" cross join \"b\")",
                "select extract(year from '2020') from 'a' | select extract(year from '2020') from \"a\"",
                "select trim(both 'x' from 'y'), substring('abc' from 2) | select trim(both 'x' from 'y'), substring('abc' from 2)",
                "select a is distinct from 'x' from 'b' | select a is distinct from 'x' from \"b\"",
                "select * from (select 1 from 'a') x, 'b' group by 'c', 'd' | select * from (select 1 from \"a\") x, \"b\" group by 'c', 'd'",
                "select a from t where b in ('x', 'y') and c = 'z' | select a from t where b in ('x', 'y') and c = 'z'",
                "select f(a, 'b') from t -- from 'x'  | select f(a, 'b') from t -- from 'x'",
                "select a from t where a is distinct from 'x' and b = 'y' | select a from t where a is distinct from 'x' and b = 'y'",
                "table 't.csv' | table \"t.csv\"",
                "select (select max(a) from 'u') from (select 1 from 'v') group by 'w' | select (select max(a) from \"u\") from (select 1 from \"v\") group by 'w'",
                "select 'it''s' from 'a' | select 'it''s' from \"a\""
            })
    void onlyTablesBecomeNames(String sql, String quoted) {
        assertThat(PathLiterals.of(sql).text()).isEqualTo(quoted);
    }

    @Test
    void placesOfPathsAreKnown() {
        var literals = PathLiterals.of("select 'a'\n  from 'b', c");
        assertThat(literals.isPath(new SqlParserPos(2, 8))).isTrue();
        assertThat(literals.isPath(new SqlParserPos(1, 8))).isFalse();
        assertThat(literals.isPath(new SqlParserPos(2, 13))).isFalse();
    }
}
