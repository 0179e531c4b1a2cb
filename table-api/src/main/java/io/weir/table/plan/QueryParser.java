package io.weir.table.plan;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;

/** The text of a query as a tree of syntax. Names keep their case; few words are reserved. */
final class QueryParser {
    private static final int LONGEST_NAME = 4096;
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(SqlBabelParserImpl.FACTORY)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withCaseSensitive(false)
            .withIdentifierMaxLength(LONGEST_NAME)
            .withConformance(QueryConformance.INSTANCE);

    private QueryParser() {}

    static SqlNode parse(String sql) {
        try {
            return SqlParser.create(PathLiterals.quote(sql), CONFIG)
                    .parseQuery()
                    .accept(new AggregateSyntax())
                    .accept(new UnnestSyntax());
        } catch (SqlParseException e) {
            throw Mistakes.ofSyntax(e);
        }
    }
}
