package io.weir.table.plan;

import io.weir.table.catalog.PathNames;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.util.SqlShuttle;

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
            var literals = PathLiterals.of(sql);
            var text = GroupsFrames.in(ParserWords.hide(literals.text()));
            var syntax = parsed(WiderSyntax.in(text.sql()))
                    .accept(new ExplicitTables())
                    .accept(new ParserWords())
                    .accept(new AggregateSyntax())
                    .accept(new CallSyntax())
                    .accept(new SelectedElements())
                    .accept(new SemiJoins())
                    .accept(new ByAll())
                    .accept(new PathsInQuotes(literals))
                    .accept(new WindowSyntax(text));
            syntax.accept(new SyntaxChecks());
            return syntax;
        } catch (SqlParseException e) {
            throw SyntaxMistakes.of(e, sql);
        }
    }

    private static SqlNode parsed(EditedText text) throws SqlParseException {
        try {
            return text.original(SqlParser.create(text.text(), CONFIG).parseQuery());
        } catch (SqlParseException e) {
            throw text.original(e);
        }
    }

    /** What stood in single quotes is a path even if it looks like a name. */
    private static final class PathsInQuotes extends SqlShuttle {
        private final PathLiterals literals;

        PathsInQuotes(PathLiterals literals) {
            this.literals = literals;
        }

        @Override
        public SqlNode visit(SqlIdentifier name) {
            return name.isSimple() && !PathNames.isPath(name.getSimple()) && literals.isPath(name.getParserPosition())
                    ? new SqlIdentifier("./" + name.getSimple(), name.getParserPosition())
                    : name;
        }
    }
}
