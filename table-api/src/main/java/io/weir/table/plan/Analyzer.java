package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.ViewEntry;
import io.weir.table.function.FunctionCatalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** One query from text to nodes, with subqueries still inside expressions. */
final class Analyzer implements Mistakes.Names {
    private static final SqlToRelConverter.Config CONFIG = SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(builder -> builder.withSimplify(false)); // the optimizer does, in pieces

    private final Catalog catalog;
    private final FunctionCatalog functions;
    private final SqlOperatorTable operators;
    private final RelOptCluster cluster;
    private final CatalogSchema tables;
    private final List<String> columns = new ArrayList<>();
    private final Deque<ViewEntry> open = new ArrayDeque<>();

    Analyzer(Catalog catalog, FunctionCatalog functions, SqlOperatorTable operators, RelOptCluster cluster) {
        this.catalog = catalog;
        this.functions = functions;
        this.operators = operators;
        this.cluster = cluster;
        this.tables = CatalogSchema.root(catalog, this::typeOf);
    }

    /** A query that passed all checks. */
    record Checked(SqlNode syntax, RelRoot root) {}

    Checked analyze(String sql) {
        var syntax = QueryParser.parse(sql);
        columns.addAll(WrittenNames.in(syntax));
        try {
            return new Checked(syntax, convert(syntax, catalog.currentSchema()));
        } catch (CalciteContextException e) {
            throw Mistakes.of(e, this);
        }
    }

    private RelRoot convert(SqlNode syntax, String schema) {
        var reader = reader(schema);
        var validator = new QueryValidator(operators, reader, QueryConformance.INSTANCE);
        var validated = validator.validate(syntax);
        var converter = new SqlToRelConverter(
                (type, text, path, name) -> inView(new ViewEntry(text, path.get(0)), view -> {
                    return convert(QueryParser.parse(view.sql()), view.schema());
                }),
                validator,
                reader,
                cluster,
                OwnOperators::convertlet,
                CONFIG);
        return converter.convertQuery(validated, false, true);
    }

    private RelDataType typeOf(ViewEntry view) {
        return inView(view, opened -> {
            var validator = new QueryValidator(operators, reader(opened.schema()), QueryConformance.INSTANCE);
            var type = validator.getValidatedNodeType(validator.validate(QueryParser.parse(opened.sql())));
            columns.addAll(type.getFieldNames());
            return type;
        });
    }

    private <T> T inView(ViewEntry view, java.util.function.Function<ViewEntry, T> work) {
        if (open.contains(view)) {
            throw new EngineException(ErrorCode.INVALID_STATEMENT, "a view reads itself: " + view.sql());
        }
        open.push(view);
        try {
            return work.apply(view);
        } catch (CalciteContextException e) {
            var mistake = Mistakes.of(e, this);
            throw new EngineException(mistake.code(), "in the view \"" + view.sql() + "\": " + mistake.getMessage(), e);
        } finally {
            open.pop();
        }
    }

    private CalciteCatalogReader reader(String schema) {
        var properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        return new CalciteCatalogReader(
                CalciteSchema.createRootSchema(false, false, "", tables),
                List.of(schema),
                cluster.getTypeFactory(),
                new CalciteConnectionConfigImpl(properties));
    }

    @Override
    public List<String> columns() {
        var all = new ArrayList<>(columns);
        for (var table : tables.tablesSeen()) {
            table.schema().fields().forEach(field -> all.add(field.name()));
        }
        return all;
    }

    @Override
    public List<String> tables() {
        return catalog.tables(catalog.currentSchema());
    }

    @Override
    public List<String> functions() {
        var names = new ArrayList<String>(functions.scalarNames());
        names.addAll(functions.aggregateNames());
        names.addAll(FunctionOperators.builtIn());
        return names;
    }
}
