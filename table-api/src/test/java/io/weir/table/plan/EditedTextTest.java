package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditedTextTest {
    private static SqlNode parsed(String sql) throws SqlParseException {
        var config = SqlParser.config()
                .withParserFactory(SqlBabelParserImpl.FACTORY)
                .withUnquotedCasing(Casing.UNCHANGED)
                .withConformance(QueryConformance.INSTANCE);
        return SqlParser.create(sql, config).parseQuery();
    }

    /** What stands where: names, literals and calls with their lines and columns. */
    private static List<String> places(SqlNode syntax) {
        var places = new ArrayList<String>();
        syntax.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlIdentifier name) {
                places.add(name + " " + name.getParserPosition());
                return null;
            }

            @Override
            public Void visit(SqlLiteral literal) {
                places.add(literal + " " + literal.getParserPosition());
                return null;
            }

            @Override
            public Void visit(SqlCall call) {
                places.add(call.getOperator() + " " + call.getParserPosition());
                return super.visit(call);
            }
        });
        return places;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a, b as c from t where a = 1 and b in (2, 3)",
                "select x.a,\n  count(*) filter (where b > 1)\nfrom x left join y using (k) group by rollup (x.a) order by 1 desc",
                "with t as (select 1 as a) select sum(a) over (partition by a order by a rows 1 preceding) from t",
                "select json_arrayagg(a order by b null on null), extract(fortnight from d), cast(a as varchar(3)) from t",
                "select case a when 1 then interval '1' day end, \"a b\".\"c\", array[1][1], transform(x, y -> y + 1) from t",
                "select * from (values (1, 'a')) as v (a, b) union all (select 1, date '2020-01-01' order by 1 limit 2)",
                "select * from t pivot (count(*) for a in (1 as b)) where exists (select 1 from u where u.a = t.a)"
            })
    void treesHaveThePlacesOfTheTextBeforeItsEdits(String sql) throws SqlParseException {
        var last = sql.lastIndexOf(' ') + 1;
        var edits = List.of(
                new EditedText.Edit(6, 7, " /* what is longer */ "),
                new EditedText.Edit(last, last, "/* and more */ "));
        var edited = new EditedText(sql, edits);
        var moved = edited.original(parsed(edited.text()));
        assertThat(moved).hasToString(parsed(sql).toString());
        assertThat(places(moved)).isEqualTo(places(parsed(sql)));
    }
}
