package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Sink;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.InsertMode;
import io.weir.table.catalog.FileTableEntry;
import io.weir.table.plan.PlannedQuery;
import io.weir.table.statement.Nearest;
import io.weir.table.statement.Statement;
import io.weir.table.statement.Statement.Target;
import io.weir.table.translate.Translation;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** INSERT and the writing half of CREATE TABLE AS. */
final class Insertions {
    private static final String FILE_BYTES = "target_file_bytes";

    private final Session session;
    private final Definitions definitions;

    Insertions(Session session, Definitions definitions) {
        this.session = session;
        this.definitions = definitions;
    }

    Result insert(Statement.Insert statement) {
        var entry = target(statement.target());
        var query = session.plan(statement.query());
        if (statement.target() instanceof Target.Path path && isEmpty(entry)) {
            return intoNewFiles(path, statement, query);
        }
        var table = OpenedFiles.open(entry, session.settings());
        var values = new LinkedHashMap<String, @Nullable String>();
        statement.partition().forEach(part -> part.value().ifPresent(value -> values.put(part.column(), value)));
        statement.partition().forEach(part -> checkColumn(part.column(), table.schema()));
        var given = input(statement, table.schema(), query.schema());
        var input = written(table.schema(), values.keySet());
        var places = input.fields().stream()
                .map(field -> given.indexOf(field.name()))
                .toList();
        var mode = statement.mode() == Statement.InsertMode.APPEND ? InsertMode.APPEND : InsertMode.OVERWRITE;
        var sink = table.insert(mode, input, values, entry.partitionedBy(), writing(entry.options()));
        return Result.updated(run(query.rearranged(places, input), input, sink));
    }

    /** What every file of a table holds, in its order, so that the order of files says nothing. */
    private static Schema written(Schema table, Set<String> fixed) {
        return new Schema(table.fields().stream()
                .filter(field -> fixed.stream().noneMatch(field.name()::equalsIgnoreCase))
                .toList());
    }

    private FileTableEntry target(Target target) {
        if (target instanceof Target.Path path) {
            return definitions.entry(path.path(), new Statement.TableClauses(null, path.options(), List.of()));
        }
        var name = ((Target.Table) target).name();
        var catalog = session.catalog();
        var entry = definitions.find(name);
        if (name.parts().size() == 1 && entry instanceof FileTableEntry files) {
            return files;
        }
        return catalog.fileTable(catalog.resolve(name.parts()))
                .orElseThrow(() -> new EngineException(
                        ErrorCode.INVALID_STATEMENT, "cannot insert into " + name + ": it is not a table of files"));
    }

    private static boolean isEmpty(FileTableEntry entry) {
        return OpenedFiles.isEmpty(entry.location());
    }

    private Result intoNewFiles(Target.Path path, Statement.Insert statement, PlannedQuery query) {
        var partitions = statement.partition().stream()
                .map(Statement.PartitionValue::column)
                .toList();
        if (statement.partition().stream().anyMatch(part -> part.value().isPresent())) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "a fixed partition value needs files that are there: give the column in the query instead");
        }
        var schema = query.schema();
        if (!statement.columns().isEmpty()) {
            schema = renamed(schema, statement.columns());
        }
        var clauses = new Statement.TableClauses(null, path.options(), partitions);
        return Result.updated(run(query, schema, newFiles(InsertMode.CREATE, path.path(), clauses, schema)));
    }

    /** A sink for the files of a new table, at a place without files or in place of those that are there. */
    Sink newFiles(InsertMode mode, String location, Statement.TableClauses clauses, Schema schema) {
        checkNames(names(schema));
        checkPartitions(clauses.partitionedBy(), schema);
        var format = clauses.options().getOrDefault("format", TablePlaces.USUAL_FORMAT);
        var options = definitions.entry(location, clauses).options();
        return FileTable.create(mode, location, format, schema, clauses.partitionedBy(), writing(options));
    }

    /** Each column by which a table is partitioned is one of its columns, and not all of them are. */
    static void checkPartitions(List<String> partitionedBy, Schema schema) {
        checkNames(partitionedBy);
        partitionedBy.forEach(column -> checkColumn(column, schema));
        if (partitionedBy.size() == schema.size()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT, "a table needs a column by which it is not partitioned");
        }
    }

    private static void checkColumn(String partition, Schema schema) {
        if (schema.indexOf(partition) < 0) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND,
                    "no column \"" + partition + "\" to partition by" + Nearest.hint(partition, names(schema)));
        }
    }

    private static List<String> names(Schema schema) {
        return schema.fields().stream().map(Schema.Field::name).toList();
    }

    static void checkNames(List<String> names) {
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new EngineException(
                        ErrorCode.INVALID_STATEMENT,
                        "two columns of the name \"" + name + "\": give one another name with AS");
            }
        }
    }

    private FormatOptions writing(FormatOptions options) {
        return options.withUsual(FILE_BYTES, String.valueOf(session.settings().get(SessionSettings.TARGET_FILE_SIZE)));
    }

    /** Runs the query into the sink; answers how many rows were written. */
    long run(PlannedQuery query, Schema schema, Sink sink) {
        var dataflow = session.insert(query, new Translation.InsertTarget(schema, sink));
        try (var job = session.submit(dataflow)) {
            return job.await();
        }
    }

    /** The columns of the table that the query's columns go to, in the order of these. */
    private static Schema input(Statement.Insert statement, Schema table, Schema query) {
        var names = statement.columns().isEmpty() ? columns(statement, table) : statement.columns();
        if (names.size() != query.size()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    "INSERT takes " + columns(names.size()) + " (" + String.join(", ", names) + "), the query answers "
                            + query.size());
        }
        var fields = new ArrayList<Schema.Field>();
        for (var i = 0; i < names.size(); i++) {
            var at = table.indexOf(names.get(i));
            if (at < 0) {
                throw new EngineException(
                        ErrorCode.NOT_FOUND,
                        "no column \"" + names.get(i) + "\" to insert into" + Nearest.hint(names.get(i), names(table)));
            }
            Assignment.check(table.field(at), query.type(i));
            fields.add(table.field(at));
        }
        checkNames(names);
        return new Schema(fields);
    }

    private static String columns(int count) {
        return count == 1 ? "1 column" : count + " columns";
    }

    /** All columns but those with a fixed value. */
    private static List<String> columns(Statement.Insert statement, Schema table) {
        var fixed = statement.partition().stream()
                .filter(part -> part.value().isPresent())
                .collect(Collectors.toMap(part -> part.column().toLowerCase(Locale.ROOT), part -> true));
        return table.fields().stream()
                .map(Schema.Field::name)
                .filter(name -> !fixed.containsKey(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Schema renamed(Schema schema, List<String> names) {
        if (names.size() != schema.size()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    "INSERT names " + columns(names.size()) + ", the query answers " + schema.size());
        }
        var fields = new ArrayList<Schema.Field>();
        for (var i = 0; i < names.size(); i++) {
            fields.add(new Schema.Field(names.get(i), schema.type(i)));
        }
        return new Schema(fields);
    }
}
