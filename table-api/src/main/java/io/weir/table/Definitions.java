package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FormatOptions;
import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.FileTableEntry;
import io.weir.table.catalog.ReadableTable;
import io.weir.table.catalog.TableEntry;
import io.weir.table.catalog.TableName;
import io.weir.table.catalog.ViewEntry;
import io.weir.table.function.UserFunctions;
import io.weir.table.statement.Nearest;
import io.weir.table.statement.Position;
import io.weir.table.statement.Statement;
import io.weir.table.statement.Statement.IfMissing;
import io.weir.table.statement.Statement.IfPresent;
import io.weir.type.Schema;
import java.util.LinkedHashMap;
import java.util.Set;

/** CREATE, DROP, ALTER and USE: what changes names and moves no rows. */
final class Definitions implements AutoCloseable {
    private static final Set<String> OF_TABLE = Set.of("path", "format");

    private final Session session;
    private final TablePlaces places;
    private final UserFunctions userFunctions;

    Definitions(Session session, TablePlaces places) {
        this.session = session;
        this.places = places;
        this.userFunctions = new UserFunctions(session.functions());
    }

    /** Functions that were created can be used no more. */
    @Override
    public void close() {
        userFunctions.close();
    }

    Result createTable(Statement.CreateTable statement) {
        var catalog = session.catalog();
        var name = catalog.resolve(statement.name().parts());
        var existing = catalog.find(name).filter(entry -> !places.isLeftOver(name));
        if (skip(existing.isPresent(), statement.ifPresent())) {
            return Result.done();
        }
        var isView = existing.filter(ViewEntry.class::isInstance).isPresent();
        if (existing.isPresent() && (statement.ifPresent() == IfPresent.FAIL || isView)) {
            throw new EngineException(
                    ErrorCode.ALREADY_EXISTS, "there already is a " + (isView ? "view " : "table ") + name);
        }
        var clauses = statement.clauses();
        if (statement.query().isPresent()) {
            var query = session.plan(statement.query().get());
            var writing = new Insertions(session, this);
            return Result.updated(places.create(name, clauses, writing, query));
        }
        var path = clauses.options().get("path");
        if (path == null && clauses.columns() == null) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "a table needs files, columns or a query: add WITH (path = '...'), (name type, ...) or AS SELECT ..."
                            + " to CREATE TABLE " + name);
        }
        if (clauses.columns() != null) {
            Insertions.checkPartitions(clauses.partitionedBy(), clauses.columns());
        }
        var entry = entry(path == null ? places.location(name) : path, clauses);
        check(entry, statement.path());
        if (path == null) {
            places.made(name);
        }
        catalog.replace(name, entry);
        return Result.done();
    }

    private static void check(FileTableEntry entry, Position place) {
        try {
            entry.schema();
        } catch (EngineException e) {
            throw e.code() == ErrorCode.INVALID_OPTION
                    ? e
                    : new EngineException(e.code(), place + ": " + e.getMessage(), e);
        }
    }

    /** The files at a path, as the clauses say to read them. */
    FileTableEntry entry(String path, Statement.TableClauses clauses) {
        var others = new LinkedHashMap<>(clauses.options());
        others.keySet().removeAll(OF_TABLE);
        var format = clauses.options().get("format");
        if (format == null && clauses.columns() != null && OpenedFiles.isEmpty(path)) {
            format = TablePlaces.USUAL_FORMAT;
        }
        return new FileTableEntry(
                session.catalog().files(),
                path,
                format,
                new FormatOptions(others, clauses.columns()),
                clauses.partitionedBy());
    }

    Result createSchema(Statement.CreateSchema statement) {
        var name = Session.single(statement.name());
        var catalog = session.catalog();
        if (skip(catalog.hasSchema(name), statement.ifPresent())) {
            return Result.done();
        }
        for (var key : statement.options().keySet()) {
            if (!key.equals("path")) {
                throw new EngineException(
                        ErrorCode.INVALID_OPTION, "no option \"" + key + "\" of a schema: it takes path");
            }
        }
        var path = statement.options().get("path");
        catalog.attach(name, path == null ? places.ofSchema(name) : path);
        return Result.done();
    }

    Result createView(Statement.CreateView statement) {
        var catalog = session.catalog();
        var name = catalog.resolve(statement.name().parts());
        var existing = catalog.find(name);
        if (skip(existing.isPresent(), statement.ifPresent())) {
            return Result.done();
        }
        if (existing.isPresent() && !(existing.get() instanceof ViewEntry)) {
            throw new EngineException(ErrorCode.ALREADY_EXISTS, "there already is a table " + name);
        }
        var schema = session.plan(statement.query()).schema();
        Insertions.checkNames(
                statement.columns().isEmpty()
                        ? schema.fields().stream().map(Schema.Field::name).toList()
                        : statement.columns());
        var text = statement.query().text();
        if (!statement.columns().isEmpty()) {
            if (statement.columns().size() != schema.size()) {
                throw new EngineException(
                        ErrorCode.INVALID_STATEMENT,
                        "the view " + name + " names " + statement.columns().size() + " columns, its query answers "
                                + schema.size());
            }
            var columns = statement.columns().stream().map(Definitions::quoted).toList();
            text = "SELECT * FROM (" + text + "\n) AS renamed (" + String.join(", ", columns) + ")";
        }
        var entry = new ViewEntry(text, catalog.currentSchema());
        if (existing.isEmpty() || statement.ifPresent() != IfPresent.REPLACE) {
            catalog.create(name, entry);
        } else {
            replace(name, existing.get(), entry);
        }
        return Result.done();
    }

    /** The new view may read others that read the old one. */
    private void replace(TableName name, TableEntry old, ViewEntry view) {
        session.catalog().replace(name, view);
        try {
            session.plan("SELECT * FROM " + quoted(name.schema()) + "." + quoted(name.name()));
        } catch (EngineException failed) {
            session.catalog().replace(name, old);
            throw failed;
        }
    }

    private static boolean skip(boolean present, IfPresent ifPresent) {
        return present && ifPresent == IfPresent.KEEP;
    }

    Result drop(Statement.Drop statement) {
        return switch (statement.kind()) {
            case SCHEMA -> dropSchema(statement);
            case TABLE, VIEW -> dropTable(statement);
            case FUNCTION -> dropFunction(statement);
        };
    }

    /** The name is this session's: overloads that are built in are hidden where the arguments suit the new function. */
    Result createFunction(Statement.CreateFunction statement) {
        var name = Session.single(statement.name());
        var functions = session.functions();
        if (skip(functions.isRegistered(name), statement.ifPresent())) {
            return Result.done();
        }
        if (functions.isRegistered(name)) {
            if (statement.ifPresent() == IfPresent.FAIL) {
                throw new EngineException(ErrorCode.ALREADY_EXISTS, "there already is a function " + name);
            }
            functions.drop(name);
        }
        userFunctions.register(name, statement.className(), statement.jars());
        return Result.done();
    }

    private Result dropFunction(Statement.Drop statement) {
        var name = Session.single(statement.name());
        if (!session.functions().drop(name) && statement.ifMissing() == IfMissing.FAIL) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no function of this session to drop: " + name);
        }
        return Result.done();
    }

    private Result dropSchema(Statement.Drop statement) {
        var name = Session.single(statement.name());
        if (statement.ifMissing() == IfMissing.FAIL || session.catalog().hasSchema(name)) {
            if (!name.equalsIgnoreCase(Catalog.MAIN)) {
                places.checkEmpty(name);
            }
            session.catalog().dropSchema(name);
        }
        return Result.done();
    }

    private Result dropTable(Statement.Drop statement) {
        var catalog = session.catalog();
        var name = catalog.resolve(statement.name().parts());
        var found = catalog.find(name);
        if (found.isEmpty() && statement.ifMissing() == IfMissing.IGNORE) {
            return Result.done();
        }
        var isView = found.filter(ViewEntry.class::isInstance).isPresent();
        if (found.isPresent() && isView != isView(statement)) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    name + (isView ? " is a view: use DROP VIEW" : " is a table: use DROP TABLE"));
        }
        if (found.isEmpty()) {
            throw missing(isView(statement) ? "view" : "table", statement.name());
        }
        places.drop(name);
        return Result.done();
    }

    private static boolean isView(Statement.Drop statement) {
        return statement.kind() == Statement.Kind.VIEW;
    }

    Result rename(Statement.RenameTable statement) {
        var catalog = session.catalog();
        var from = catalog.resolve(statement.from().parts());
        var to = catalog.resolve(statement.to().parts());
        var entry = catalog.find(from).orElseThrow(() -> missing(statement.from()));
        if (catalog.find(to).isPresent()) {
            throw new EngineException(ErrorCode.ALREADY_EXISTS, "there already is a table or view " + to);
        }
        places.rename(from, to, entry);
        return Result.done();
    }

    Result analyze(Statement.AnalyzeTable statement) {
        var table = readable(statement.name());
        session.catalog()
                .setStatistics(
                        session.catalog().resolve(statement.name().parts()),
                        new TableAnalysis(session).of(table, statement.name()));
        return Result.done();
    }

    /** A table whose rows can be read; views are none. */
    ReadableTable readable(Statement.Name name) {
        var entry = find(name);
        if (entry instanceof ReadableTable table) {
            return table;
        }
        throw new EngineException(ErrorCode.INVALID_STATEMENT, name + " is a view: a table is needed here");
    }

    TableEntry find(Statement.Name name) {
        return session.catalog().find(name.parts()).orElseThrow(() -> missing(name));
    }

    private EngineException missing(Statement.Name name) {
        return missing("table", name);
    }

    private EngineException missing(String what, Statement.Name name) {
        var catalog = session.catalog();
        var schema = catalog.resolve(name.parts()).schema();
        if (!catalog.hasSchema(schema)) {
            return new EngineException(
                    ErrorCode.NOT_FOUND, "no schema \"" + schema + "\"" + Nearest.hint(schema, catalog.schemas()));
        }
        return new EngineException(
                ErrorCode.NOT_FOUND,
                "no " + what + " \"" + name + "\"" + Nearest.hint(name.last(), catalog.tables(schema)));
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
