package io.weir.table.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Understands one statement by recursive descent. */
public final class StatementParser {
    private static final List<String> BEGINNINGS = List.of(
            "ALTER",
            "ANALYZE",
            "CREATE",
            "DESC",
            "DESCRIBE",
            "DROP",
            "EXPLAIN",
            "INSERT",
            "RESET",
            "SELECT",
            "SET",
            "SHOW",
            "TABLE",
            "USE",
            "VALUES",
            "WITH");

    private final TokenCursor cursor;

    private StatementParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Fails with the code SYNTAX and the place in the script. */
    public static Statement parse(Script.Piece piece) {
        var cursor = new TokenCursor(piece);
        var statement = new StatementParser(cursor).statement();
        cursor.expectEnd();
        return statement;
    }

    private Statement statement() {
        if (cursor.startsQuery(0)) {
            return cursor.query();
        }
        if (cursor.accept("EXPLAIN")) {
            return explain();
        }
        if (cursor.accept("INSERT")) {
            return insert();
        }
        if (cursor.accept("SHOW")) {
            return show();
        }
        if (cursor.accept("SET")) {
            return set();
        }
        if (cursor.accept("RESET")) {
            return reset();
        }
        if (cursor.accept("USE")) {
            cursor.accept("SCHEMA");
            return new Statement.Use(cursor.qualifiedName("a schema"));
        }
        if (cursor.accept("DESCRIBE") || cursor.accept("DESC")) {
            cursor.accept("TABLE");
            return new Statement.Describe(cursor.nameOrPath("a table"));
        }
        if (cursor.accept("ANALYZE")) {
            cursor.expect("TABLE");
            var table = cursor.qualifiedName("a table");
            cursor.accept("COMPUTE", "STATISTICS");
            return new Statement.AnalyzeTable(table);
        }
        return new DefinitionParser(cursor).parse().orElseThrow(() -> {
            var word = cursor.peek().text();
            return cursor.error("no statement begins with " + cursor.peek().shown() + Nearest.hint(word, BEGINNINGS));
        });
    }

    private Statement explain() {
        cursor.accept("PLAN", "FOR");
        if (cursor.accept("ANALYZE")) {
            return new Statement.ExplainAnalyze(cursor.query());
        }
        return new Statement.Explain(cursor.query());
    }

    private Statement insert() {
        Statement.InsertMode mode;
        if (cursor.accept("INTO")) {
            mode = Statement.InsertMode.APPEND;
        } else if (cursor.accept("OVERWRITE")) {
            cursor.accept("INTO");
            mode = Statement.InsertMode.OVERWRITE;
        } else {
            throw cursor.expected("INTO or OVERWRITE");
        }
        var target = target();
        var partition = cursor.accept("PARTITION") ? partition() : List.<Statement.PartitionValue>of();
        var columns = cursor.peek().is("(") && !cursor.startsQuery(0) ? cursor.names("a column") : List.<String>of();
        return new Statement.Insert(target, mode, partition, columns, cursor.query());
    }

    private Statement.Target target() {
        cursor.accept("TABLE");
        if (cursor.peek().kind() == Token.Kind.STRING) {
            var path = cursor.next().text();
            var withOptions = cursor.peek().is("WITH") && cursor.peek(1).is("(");
            return new Statement.Target.Path(
                    path, withOptions ? new DefinitionParser(cursor).options() : java.util.Map.of());
        }
        return new Statement.Target.Table(cursor.qualifiedName("a table or a path in quotes"));
    }

    private List<Statement.PartitionValue> partition() {
        cursor.expect("(");
        var values = new ArrayList<Statement.PartitionValue>();
        do {
            var column = cursor.name("a partition column");
            values.add(new Statement.PartitionValue(
                    column, cursor.accept("=") ? Optional.of(literal()) : Optional.empty()));
        } while (cursor.accept(","));
        cursor.expect(")");
        return values;
    }

    private String literal() {
        cursor.accept("DATE");
        var sign = cursor.accept("-") ? "-" : "";
        var token = cursor.peek();
        if (token.kind() != Token.Kind.STRING
                && token.kind() != Token.Kind.NUMBER
                && !token.is("TRUE")
                && !token.is("FALSE")) {
            throw cursor.expected("a value");
        }
        return sign + cursor.next().text();
    }

    private Statement show() {
        if (cursor.accept("CREATE")) {
            if (!cursor.accept("TABLE") && !cursor.accept("VIEW")) {
                throw cursor.expected("TABLE or VIEW");
            }
            return new Statement.Show(
                    Statement.Listing.CREATE_TABLE, Optional.of(cursor.qualifiedName("a table")), Optional.empty());
        }
        if (cursor.accept("PARTITIONS")) {
            if (!cursor.accept("FROM")) {
                cursor.accept("IN");
            }
            return new Statement.Show(
                    Statement.Listing.PARTITIONS, Optional.of(cursor.qualifiedName("a table")), Optional.empty());
        }
        if (cursor.accept("SETTINGS")) {
            return new Statement.ShowSettings();
        }
        return list(listing());
    }

    private Statement.Listing listing() {
        for (var listing : List.of(
                Statement.Listing.TABLES,
                Statement.Listing.SCHEMAS,
                Statement.Listing.VIEWS,
                Statement.Listing.FUNCTIONS,
                Statement.Listing.COLUMNS)) {
            if (cursor.accept(listing.name())) {
                return listing;
            }
        }
        throw cursor.expected("TABLES, SCHEMAS, VIEWS, FUNCTIONS, COLUMNS, PARTITIONS, SETTINGS or CREATE TABLE");
    }

    private Statement list(Statement.Listing listing) {
        Optional<Statement.Name> of = Optional.empty();
        if (cursor.accept("FROM") || cursor.accept("IN")) {
            of = Optional.of(cursor.nameOrPath("a name"));
        } else if (listing == Statement.Listing.COLUMNS) {
            throw cursor.expected("FROM and a table");
        }
        Optional<String> like =
                cursor.accept("LIKE") ? Optional.of(cursor.string("a pattern in quotes")) : Optional.empty();
        return new Statement.Show(listing, of, like);
    }

    private Statement set() {
        if (cursor.atEnd()) {
            return new Statement.ShowSettings();
        }
        var key = key();
        if (!cursor.accept("=") && !cursor.accept("TO")) {
            throw cursor.expected("= or TO");
        }
        if (cursor.atEnd()) {
            throw cursor.expected("a value");
        }
        if (cursor.peek().kind() == Token.Kind.STRING && cursor.peek(1).kind() == Token.Kind.END) {
            return new Statement.Set(key, cursor.next().text());
        }
        return new Statement.Set(key, cursor.rest());
    }

    private Statement reset() {
        if (cursor.atEnd() || cursor.accept("ALL")) {
            return new Statement.Reset(Optional.empty());
        }
        return new Statement.Reset(Optional.of(key()));
    }

    private String key() {
        return cursor.qualifiedName("a setting").toString().toLowerCase(Locale.ROOT);
    }
}
