package io.weir.table.plan;

import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.ReadableTable;
import io.weir.table.catalog.TableEntry;
import io.weir.table.catalog.TableName;
import io.weir.table.catalog.ViewEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelProtoDataType;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.SchemaVersion;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;

/**
 * The catalog as the validator asks for it, for one query: a name means the same table however often it is asked for. The root holds
 * the schemas, and a table for every path.
 */
final class CatalogSchema implements Schema {
    private final Function<TableName, Optional<TableEntry>> tables;
    private final Function<TableName, List<String>> names;
    private final String schema;
    private final Map<String, CatalogSchema> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Table> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Function<ViewEntry, RelDataType> viewTypes;

    private CatalogSchema(
            String schema,
            Function<TableName, Optional<TableEntry>> tables,
            Function<TableName, List<String>> names,
            Function<ViewEntry, RelDataType> viewTypes) {
        this.schema = schema;
        this.tables = tables;
        this.names = names;
        this.viewTypes = viewTypes;
    }

    /** @param viewTypes the columns of a view's query */
    static CatalogSchema root(Catalog catalog, Function<ViewEntry, RelDataType> viewTypes) {
        var root = new CatalogSchema(
                "", name -> catalog.path(name.name()).map(path -> path), name -> List.of(), viewTypes);
        for (var schema : catalog.schemas()) {
            root.children.put(
                    schema, new CatalogSchema(schema, catalog::find, name -> catalog.tables(name.schema()), viewTypes));
        }
        return root;
    }

    /** The tables that the query named so far. */
    List<ReadableTable> tablesSeen() {
        var found = new ArrayList<ReadableTable>();
        children.values().forEach(child -> found.addAll(child.tablesSeen()));
        for (var table : seen.values()) {
            if (table instanceof CatalogTable readable) {
                found.add(readable.source());
            }
        }
        return found;
    }

    private Optional<Table> find(String name) {
        var known = seen.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var found = tables.apply(new TableName(schema, name)).map(this::table);
        found.ifPresent(table -> seen.put(name, table));
        return found;
    }

    private Table table(TableEntry entry) {
        if (entry instanceof ReadableTable readable) {
            return new CatalogTable(readable);
        } else if (entry instanceof ViewEntry view) {
            return new CatalogView(view, viewTypes);
        }
        throw new AssertionError(entry);
    }

    @Override
    public Lookup<Table> tables() {
        return new Lookup<>() {
            @Override
            public Table get(String name) {
                return find(name).orElse(null);
            }

            @Override
            public Named<Table> getIgnoreCase(String name) {
                return find(name).map(table -> new Named<>(name, table)).orElse(null);
            }

            @Override
            public Set<String> getNames(LikePattern pattern) {
                return getTableNames();
            }
        };
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
        return new Lookup<Schema>() {
            @Override
            public Schema get(String name) {
                return children.get(name);
            }

            @Override
            public Named<Schema> getIgnoreCase(String name) {
                var child = children.get(name);
                return child == null ? null : new Named<>(child.schema, child);
            }

            @Override
            public Set<String> getNames(LikePattern pattern) {
                return children.keySet();
            }
        };
    }

    @Override
    @Deprecated
    public Table getTable(String name) {
        return find(name).orElse(null);
    }

    @Override
    @Deprecated
    public Set<String> getTableNames() {
        return Set.copyOf(names.apply(new TableName(schema, "")));
    }

    @Override
    public RelProtoDataType getType(String name) {
        return null;
    }

    @Override
    public Set<String> getTypeNames() {
        return Set.of();
    }

    @Override
    public List<org.apache.calcite.schema.Function> getFunctions(String name) {
        return List.of();
    }

    @Override
    public Set<String> getFunctionNames() {
        return Set.of();
    }

    @Override
    @Deprecated
    public Schema getSubSchema(String name) {
        return children.get(name);
    }

    @Override
    @Deprecated
    public Set<String> getSubSchemaNames() {
        return children.keySet();
    }

    @Override
    public Expression getExpression(SchemaPlus parent, String name) {
        throw new AssertionError("plans are not compiled");
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public Schema snapshot(SchemaVersion version) {
        return this;
    }
}
