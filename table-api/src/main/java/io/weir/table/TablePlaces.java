package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Sink;
import io.weir.formats.file.FileStores;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.InsertMode;
import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.FileTableEntry;
import io.weir.table.catalog.TableEntry;
import io.weir.table.catalog.TableName;
import io.weir.table.plan.PlannedQuery;
import io.weir.table.statement.Statement;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Where tables without a path lie, and whose files DROP deletes: those of the warehouse, and those that this session has made. The
 * warehouse is a directory of schemas, each a directory of tables, so that tables outlive their session.
 */
final class TablePlaces {
    static final String USUAL_FORMAT = "parquet";

    private final Session session;
    private final String warehouse;
    private final Set<TableName> made = new HashSet<>();

    TablePlaces(Session session) {
        this.session = session;
        this.warehouse = session.settings().get(SessionSettings.WAREHOUSE);
    }

    /** The place of the schema that is there from the start. */
    static String main(SessionSettings settings) {
        return settings.get(SessionSettings.WAREHOUSE) + "/" + Catalog.MAIN;
    }

    /** Makes the schemas that earlier sessions left in the warehouse known. */
    void attachSchemas() {
        for (var schema : session.catalog().files().directories(warehouse)) {
            if (!session.catalog().hasSchema(schema)) {
                session.catalog().attach(schema, ofSchema(schema));
            }
        }
    }

    String ofSchema(String schema) {
        return warehouse + "/" + schema;
    }

    String location(TableName name) {
        return session.catalog().location(name.schema()).orElseGet(() -> ofSchema(name.schema())) + "/" + name.name();
    }

    /**
     * Writes a query's rows where the new table lies and makes it known, with the query's types where files of text only hint at
     * them. Answers the number of rows.
     */
    long create(TableName name, Statement.TableClauses clauses, Insertions writing, PlannedQuery query) {
        var location = clauses.options().getOrDefault("path", location(name));
        var format = clauses.options().getOrDefault("format", USUAL_FORMAT);
        var old = session.catalog().fileTable(name).filter(entry -> isSame(entry.location(), location));
        var mode = old.isPresent() ? InsertMode.REPLACE : InsertMode.CREATE;
        var sink = writing.newFiles(mode, location, clauses, query.schema());
        var rows = write(location, writing, query, sink);
        var others = new LinkedHashMap<>(clauses.options());
        others.keySet().removeAll(Set.of("path", "format"));
        var options = new FormatOptions(others, declared(format, query.schema()));
        var entry = new FileTableEntry(session.catalog().files(), location, format, options, clauses.partitionedBy());
        session.catalog().replace(name, entry);
        if (!clauses.options().containsKey("path")) {
            made(name);
        }
        return rows;
    }

    private static @Nullable Schema declared(String format, Schema written) {
        if (format.equals(USUAL_FORMAT)) {
            return null;
        }
        return new Schema(written.fields().stream()
                .map(field -> format.equals("csv") && isNested(field.type())
                        ? new Schema.Field(field.name(), DataType.Scalar.VARCHAR)
                        : field)
                .toList());
    }

    private static boolean isNested(DataType type) {
        return switch (type.storage()) {
            case LIST, MAP, ROW -> true;
            default -> false;
        };
    }

    private static long write(String target, Insertions writing, PlannedQuery query, Sink sink) {
        try {
            return writing.run(query, query.schema(), sink);
        } catch (EngineException failed) {
            if (failed.code() != ErrorCode.ALREADY_EXISTS && OpenedFiles.isEmpty(target)) {
                OpenedFiles.delete(target);
            }
            throw failed;
        }
    }

    /** True for a directory without files: what a killed CREATE TABLE AS leaves. A table without files is declared in its session. */
    boolean isLeftOver(TableName name) {
        return !made.contains(name)
                && session.catalog()
                        .fileTable(name)
                        .filter(entry -> isDirectoryOfSchema(name, entry) && OpenedFiles.isEmpty(entry.location()))
                        .isPresent();
    }

    /** Remembers that the files of a table without a path are this session's. */
    void made(TableName name) {
        made.add(name);
    }

    /** Forgets a table or view, and deletes files that are ours. */
    void drop(TableName name) {
        var files = session.catalog().fileTable(name);
        if (files.isPresent() && isOurs(name, files.get())) {
            OpenedFiles.delete(files.get().location());
            made.remove(name);
            if (session.catalog().find(name).isPresent()) {
                session.catalog().drop(name);
            }
            return;
        }
        if (files.isPresent() && isDirectoryOfSchema(name, files.get())) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    "cannot drop " + name + ": it is a directory of its schema, and its files were not made here");
        }
        session.catalog().drop(name);
    }

    void rename(TableName from, TableName to, TableEntry entry) {
        var catalog = session.catalog();
        var files = catalog.fileTable(from);
        if (files.isPresent() && isDirectoryOfSchema(from, files.get())) {
            if (!isOurs(from, files.get())) {
                throw new EngineException(
                        ErrorCode.INVALID_STATEMENT,
                        "cannot rename " + from
                                + ": it is a directory of its schema, and its files were not made here");
            }
            var old = files.get();
            OpenedFiles.rename(old.location(), location(to));
            catalog.replace(
                    to,
                    new FileTableEntry(
                            catalog.files(), location(to), old.format(), old.options(), old.partitionedBy()));
            made(to);
        } else {
            catalog.create(to, entry);
        }
        made.remove(from);
        if (catalog.find(from).isPresent()) {
            catalog.drop(from);
        }
    }

    /** A schema of the warehouse is dropped only when its tables are. */
    void checkEmpty(String schema) {
        var location = session.catalog().location(schema);
        if (location.isPresent()
                && isInWarehouse(location.get())
                && !session.catalog().tables(schema).isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    "cannot drop the schema " + schema + ": it holds "
                            + session.catalog().tables(schema).size() + " tables, drop them first");
        }
    }

    private boolean isOurs(TableName name, FileTableEntry files) {
        return made.contains(name) || isDirectoryOfSchema(name, files) && isInWarehouse(files.location());
    }

    private boolean isDirectoryOfSchema(TableName name, FileTableEntry files) {
        return isSame(files.location(), location(name));
    }

    private boolean isInWarehouse(String location) {
        return FileStores.absolute(location).startsWith(FileStores.absolute(warehouse) + "/");
    }

    private static boolean isSame(String one, String other) {
        return FileStores.absolute(one).equalsIgnoreCase(FileStores.absolute(other));
    }
}
