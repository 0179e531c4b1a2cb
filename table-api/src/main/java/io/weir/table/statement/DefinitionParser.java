package io.weir.table.statement;

import io.weir.Nullable;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The part of the grammar that makes, changes and drops: CREATE, ALTER, DROP. */
final class DefinitionParser {
    private final TokenCursor cursor;
    /** Where the files are named, else where the statement begins. */
    private Position path;

    DefinitionParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.path = cursor.position();
    }

    /** Empty if another statement stands here. */
    Optional<Statement> parse() {
        if (cursor.accept("CREATE")) {
            return Optional.of(create());
        }
        if (cursor.accept("DROP")) {
            return Optional.of(drop());
        }
        if (cursor.accept("ALTER")) {
            cursor.expect("TABLE");
            var from = cursor.qualifiedName("a table");
            cursor.expect("RENAME", "TO");
            return Optional.of(new Statement.RenameTable(from, cursor.qualifiedName("a name")));
        }
        return Optional.empty();
    }

    private Statement create() {
        var replace = cursor.accept("OR", "REPLACE");
        var temporary = cursor.accept("TEMPORARY") || cursor.accept("TEMP");
        if (cursor.accept("VIEW")) {
            return createView(replace);
        }
        if (cursor.accept("FUNCTION")) {
            return createFunction(replace);
        }
        if (!temporary) {
            cursor.accept("EXTERNAL");
            if (cursor.accept("TABLE")) {
                return createTable(replace);
            }
            if (!replace && (cursor.accept("SCHEMA") || cursor.accept("DATABASE"))) {
                var ifPresent = ifPresent(false);
                var name = cursor.qualifiedName("a schema");
                return new Statement.CreateSchema(name, ifPresent, optionalOptions());
            }
        }
        throw cursor.expected(temporary ? "VIEW or FUNCTION" : "TABLE, VIEW, SCHEMA or FUNCTION");
    }

    private Statement.IfPresent ifPresent(boolean replace) {
        if (cursor.peek().is("IF") && cursor.peek(1).is("NOT")) {
            if (replace) {
                throw cursor.error("OR REPLACE and IF NOT EXISTS exclude each other");
            }
            cursor.expect("IF", "NOT", "EXISTS");
            return Statement.IfPresent.KEEP;
        }
        return replace ? Statement.IfPresent.REPLACE : Statement.IfPresent.FAIL;
    }

    private Statement createView(boolean replace) {
        var ifPresent = ifPresent(replace);
        var name = cursor.qualifiedName("a view");
        var columns = cursor.peek().is("(") ? cursor.names("a column") : List.<String>of();
        cursor.expect("AS");
        return new Statement.CreateView(name, ifPresent, columns, cursor.query());
    }

    private Statement createFunction(boolean replace) {
        var ifPresent = ifPresent(replace);
        var name = cursor.qualifiedName("a function");
        cursor.expect("AS");
        var className = cursor.string("a class name in quotes");
        cursor.accept("LANGUAGE", "JAVA");
        var jars = new ArrayList<String>();
        if (cursor.accept("USING")) {
            do {
                cursor.expect("JAR");
                jars.add(cursor.string("the path of a jar in quotes"));
            } while (cursor.accept(","));
        }
        return new Statement.CreateFunction(name, ifPresent, className, jars);
    }

    private Statement createTable(boolean replace) {
        var ifPresent = ifPresent(replace);
        var name = cursor.qualifiedName("a table");
        var columns = cursor.peek().is("(") && !cursor.startsQuery(0) ? columns() : null;
        var clauses = clauses(columns);
        Optional<Statement.Query> query = Optional.empty();
        if (cursor.accept("AS")) {
            if (columns != null) {
                throw cursor.error("CREATE TABLE AS takes its columns from the query: leave out the list of columns");
            }
            query = Optional.of(cursor.query());
        }
        return new Statement.CreateTable(name, ifPresent, clauses, query, path);
    }

    private Statement.TableClauses clauses(@Nullable Schema columns) {
        Map<String, String> options = Map.of();
        List<String> partitionedBy = List.of();
        while (true) {
            if (options.isEmpty() && cursor.peek().is("WITH")) {
                options = options();
            } else if (partitionedBy.isEmpty() && cursor.accept("PARTITIONED", "BY")) {
                partitionedBy = cursor.names("a column");
            } else {
                return new Statement.TableClauses(columns, options, partitionedBy);
            }
        }
    }

    private Schema columns() {
        cursor.expect("(");
        var fields = new ArrayList<Schema.Field>();
        var types = new TypeParser(cursor);
        do {
            var name = cursor.name("a column");
            if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
                throw cursor.error("two columns of the name " + name);
            }
            fields.add(new Schema.Field(name, types.type()));
            cursor.accept("NULL");
        } while (cursor.accept(","));
        cursor.expect(")");
        return new Schema(fields);
    }

    private Map<String, String> optionalOptions() {
        return cursor.peek().is("WITH") ? options() : Map.of();
    }

    /** WITH (key = value, ...): keys in lower case, values as text. */
    Map<String, String> options() {
        cursor.expect("WITH", "(");
        var options = new LinkedHashMap<String, String>();
        do {
            var key = optionKey();
            cursor.expect("=");
            path = key.equals("path") ? cursor.position() : path;
            if (options.put(key, optionValue()) != null) {
                throw cursor.error("the option " + key + " is given twice");
            }
        } while (cursor.accept(","));
        cursor.expect(")");
        return options;
    }

    private String optionKey() {
        var key = cursor.peek().kind() == Token.Kind.STRING
                ? cursor.next().text()
                : cursor.qualifiedName("an option").toString();
        return key.toLowerCase(Locale.ROOT);
    }

    private String optionValue() {
        var sign = cursor.accept("-") ? "-" : "";
        var token = cursor.peek();
        return switch (token.kind()) {
            case STRING, NUMBER, SIZE, WORD -> sign + cursor.next().text();
            case QUOTED, SYMBOL, END -> throw cursor.expected("a value in quotes, a number, true or false");
        };
    }

    private Statement drop() {
        for (var kind : Statement.Kind.values()) {
            if (cursor.accept(kind.name()) || kind == Statement.Kind.SCHEMA && cursor.accept("DATABASE")) {
                var ifMissing = cursor.accept("IF", "EXISTS") ? Statement.IfMissing.IGNORE : Statement.IfMissing.FAIL;
                return new Statement.Drop(kind, cursor.qualifiedName("a name"), ifMissing);
            }
        }
        throw cursor.expected("TABLE, VIEW, SCHEMA or FUNCTION");
    }
}
