package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.catalog.FileTableEntry;
import io.weir.table.catalog.ReadableTable;
import io.weir.table.catalog.TableName;
import io.weir.table.catalog.ViewEntry;
import io.weir.table.statement.Statement;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** SHOW, DESCRIBE and SET without a key: what there is, as rows. */
final class Listings {
    private final Session session;
    private final Definitions definitions;

    Listings(Session session, Definitions definitions) {
        this.session = session;
        this.definitions = definitions;
    }

    Result show(Statement.Show statement) {
        return switch (statement.listing()) {
            case TABLES -> names("table", tables(statement), statement);
            case VIEWS -> names("view", views(statement), statement);
            case SCHEMAS -> names("schema", session.catalog().schemas(), statement);
            case FUNCTIONS -> names("function", functions(), statement);
            case COLUMNS -> describe(statement.of().orElseThrow(), pattern(statement));
            case CREATE_TABLE ->
                Result.text("statement", createStatement(statement.of().orElseThrow()));
            case PARTITIONS -> partitions(statement.of().orElseThrow());
        };
    }

    Result describe(Statement.Describe statement) {
        return describe(statement.name(), Pattern.compile(".*", Pattern.DOTALL));
    }

    private Result describe(Statement.Name name, Pattern pattern) {
        var rows = new ArrayList<List<String>>();
        for (var field : schema(name).fields()) {
            if (pattern.matcher(field.name()).matches()) {
                rows.add(List.of(field.name(), field.type().sql()));
            }
        }
        return Result.rows(text("column", "type"), rows);
    }

    Schema schema(Statement.Name name) {
        var entry = definitions.find(name);
        if (entry instanceof ReadableTable table) {
            return table.schema();
        }
        var names = name.parts().stream().map(Definitions::quoted).toList();
        return session.plan("SELECT * FROM " + String.join(".", names)).schema();
    }

    Result settings() {
        var rows = SessionSettings.all().stream()
                .map(setting -> List.of(setting.key(), session.settings().shown(setting), setting.description()))
                .toList();
        return Result.rows(text("setting", "value", "description"), rows);
    }

    private List<String> tables(Statement.Show statement) {
        return session.catalog().tables(schemaOf(statement));
    }

    private List<String> views(Statement.Show statement) {
        var schema = schemaOf(statement);
        return session.catalog().tables(schema).stream()
                .filter(name -> session.catalog()
                        .find(new TableName(schema, name))
                        .filter(ViewEntry.class::isInstance)
                        .isPresent())
                .toList();
    }

    private String schemaOf(Statement.Show statement) {
        return statement.of().map(Session::single).orElse(session.catalog().currentSchema());
    }

    List<String> functions() {
        var names = new TreeSet<>(session.functions().scalarNames());
        names.addAll(session.functions().aggregateNames());
        return List.copyOf(names);
    }

    private static Result names(String column, List<String> names, Statement.Show statement) {
        var pattern = pattern(statement);
        var rows = names.stream()
                .filter(name -> pattern.matcher(name).matches())
                .map(List::of)
                .toList();
        return Result.rows(text(column), rows);
    }

    /** LIKE without regard to case, as names are. */
    private static Pattern pattern(Statement.Show statement) {
        var expression = new StringBuilder();
        for (var c : statement.like().orElse("%").toCharArray()) {
            expression.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private String createStatement(Statement.Name name) {
        var entry = definitions.find(name);
        if (entry instanceof ViewEntry view) {
            return "CREATE VIEW " + name + " AS\n" + view.sql();
        }
        if (entry instanceof FileTableEntry table) {
            return createStatement(name, table);
        }
        var columns = ((ReadableTable) entry).schema();
        return "CREATE TABLE " + name + " (" + columns + ")";
    }

    private static String createStatement(Statement.Name name, FileTableEntry table) {
        var text = new StringBuilder("CREATE TABLE " + name);
        var declared = table.options().declared();
        if (declared != null) {
            var columns = declared.fields().stream()
                    .map(field -> "    " + Definitions.quoted(field.name()) + " "
                            + field.type().sql())
                    .toList();
            text.append(" (\n").append(String.join(",\n", columns)).append("\n)");
        }
        var options = new ArrayList<>(List.of("path = " + literal(table.location())));
        var format = table.format();
        if (format != null) {
            options.add("format = " + literal(format));
        }
        new TreeMap<>(table.options().values()).forEach((key, value) -> options.add(key + " = " + literal(value)));
        if (!table.partitionedBy().isEmpty()) {
            var columns =
                    table.partitionedBy().stream().map(Definitions::quoted).toList();
            text.append(" PARTITIONED BY (").append(String.join(", ", columns)).append(")");
        }
        return text.append(" WITH (")
                .append(String.join(", ", options))
                .append(")")
                .toString();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The directories of a partitioned table, as Hive writes them. */
    private Result partitions(Statement.Name name) {
        var entry = session.catalog().fileTable(session.catalog().resolve(name.parts()));
        if (entry.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    definitions.readable(name).description() + " is not a table with a name and files of its own");
        }
        var table = OpenedFiles.open(entry.get(), session.settings());
        if (table.partitionColumns().isEmpty()) {
            throw new EngineException(ErrorCode.INVALID_STATEMENT, name + " is not partitioned");
        }
        var directories = new TreeSet<String>();
        for (var file : table.files()) {
            var below = file.path().substring(table.location().length() + 1);
            directories.add(below.substring(0, Math.max(0, below.lastIndexOf('/'))));
        }
        return Result.rows(text("partition"), directories.stream().map(List::of).toList());
    }

    private static Schema text(String... columns) {
        var fields = new ArrayList<Schema.Field>();
        for (var column : columns) {
            fields.add(new Schema.Field(column, Scalar.VARCHAR));
        }
        return new Schema(fields);
    }
}
