package io.weir.table.catalog;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.TableStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session's tables, by schema and name. A schema holds the tables created in it; one attached to a directory also holds each
 * directory in it as a table. A name that is a path stands for the files there. Owned by one thread.
 */
public final class Catalog {
    /** The schema that is there from the start. */
    public static final String MAIN = "main";

    private final FileTables files;
    private final Map<String, Namespace> schemas = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String current = MAIN;

    public Catalog(FileTables files) {
        this(files, null);
    }

    /** @param location the directory whose directories are tables of the schema that is there from the start; null: there is none */
    public Catalog(FileTables files, @Nullable String location) {
        this.files = files;
        schemas.put(MAIN, new Namespace(files, location));
    }

    /** How file tables are opened here, for entries made from statements. */
    public FileTables files() {
        return files;
    }

    public String currentSchema() {
        return current;
    }

    public void use(String schema) {
        namespace(schema);
        current = schema;
    }

    public List<String> schemas() {
        return List.copyOf(schemas.keySet());
    }

    public boolean hasSchema(String schema) {
        return schemas.containsKey(schema);
    }

    public void createSchema(String schema) {
        add(schema, new Namespace(files, null));
    }

    /** Makes a directory a schema: each directory in it is a table, looked for when it is asked for. */
    public void attach(String schema, String location) {
        add(schema, new Namespace(files, location));
    }

    /** The directory that is the schema, if it is one. */
    public Optional<String> location(String schema) {
        return Optional.ofNullable(namespace(schema).location());
    }

    /** The files behind a name, if it stands for files, whatever is known of their rows. */
    public Optional<FileTableEntry> fileTable(TableName name) {
        var schema = schemas.get(name.schema());
        return schema == null
                ? Optional.empty()
                : schema.entry(name.name())
                        .filter(FileTableEntry.class::isInstance)
                        .map(FileTableEntry.class::cast);
    }

    private void add(String schema, Namespace namespace) {
        if (schemas.putIfAbsent(schema, namespace) != null) {
            throw new EngineException(ErrorCode.ALREADY_EXISTS, "there already is a schema " + schema);
        }
    }

    /** Forgets a schema and what it holds; files stay. */
    public void dropSchema(String schema) {
        namespace(schema);
        if (schema.equalsIgnoreCase(MAIN)) {
            throw new EngineException(ErrorCode.INVALID_STATEMENT, "cannot drop the schema " + schema);
        }
        schemas.remove(schema);
        if (current.equalsIgnoreCase(schema)) {
            current = MAIN;
        }
    }

    /** The names of a schema's tables and views, sorted. */
    public List<String> tables(String schema) {
        return List.copyOf(namespace(schema).names());
    }

    /** The full name that a name of one or two parts means here. */
    public TableName resolve(List<String> name) {
        return switch (name.size()) {
            case 1 -> new TableName(current, name.get(0));
            case 2 -> new TableName(name.get(0), name.get(1));
            default ->
                throw new EngineException(
                        ErrorCode.INVALID_ARGUMENT,
                        "a table is named by its name or by schema and name, not by " + String.join(".", name));
        };
    }

    /** What a name of one or two parts stands for; a name of one part may be a path. */
    public Optional<TableEntry> find(List<String> name) {
        if (name.isEmpty() || name.size() > 2) {
            return Optional.empty();
        }
        var found = find(resolve(name));
        return found.isEmpty() && name.size() == 1 ? path(name.get(0)).map(table -> table) : found;
    }

    /** The files at a location, if the name is one: it holds a slash or a star or ends like a file of data. */
    public Optional<ReadableTable> path(String name) {
        return PathNames.isPath(name)
                ? Optional.of(new FileTableEntry(files, name, null, FormatOptions.NONE))
                : Optional.empty();
    }

    public Optional<TableEntry> find(TableName name) {
        var schema = schemas.get(name.schema());
        return schema == null ? Optional.empty() : schema.find(name.name());
    }

    public void create(TableName name, TableEntry entry) {
        if (find(name).isPresent()) {
            throw new EngineException(ErrorCode.ALREADY_EXISTS, "there already is a table or view " + name);
        }
        namespace(name.schema()).put(name.name(), entry);
    }

    /** Puts an entry in place of one that may be there. What was known of its rows is forgotten. */
    public void replace(TableName name, TableEntry entry) {
        namespace(name.schema()).put(name.name(), entry);
    }

    /** Forgets a table or view; files stay. */
    public void drop(TableName name) {
        if (!namespace(name.schema()).remove(name.name())) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no table or view to drop: " + name);
        }
    }

    /** Has queries planned by these statistics instead of those that the table's files tell. */
    public void setStatistics(TableName name, TableStatistics statistics) {
        if (!(find(name).orElse(null) instanceof ReadableTable)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no table to keep statistics of: " + name);
        }
        namespace(name.schema()).statistics(name.name(), statistics);
    }

    private Namespace namespace(String schema) {
        var found = schemas.get(schema);
        if (found == null) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no schema \"" + schema + "\"");
        }
        return found;
    }
}
