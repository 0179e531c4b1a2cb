package io.weir.table.plan;

import io.weir.expression.Expression;
import io.weir.table.catalog.Catalog;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.node.EngineTypeFactory;
import io.weir.table.node.TypeMapping;
import io.weir.table.rule.EstimatedRows;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rex.RexNode;

/** Plans queries: parses, checks names and types, and optimises. Owned by one thread; catalogs may change between calls. */
public final class Planner {
    private final Catalog catalog;
    private final FunctionCatalog functions;
    private final PlannerSettings settings;
    private final FunctionOperators operators;
    private final ConstantFolding constants;
    private final EngineTypeFactory types = new EngineTypeFactory();

    /** @param constants makes expressions of what has no columns, so that it is worked out while planning */
    public Planner(
            Catalog catalog,
            FunctionCatalog functions,
            PlannerSettings settings,
            Function<RexNode, Expression> constants) {
        this.constants = new ConstantFolding(constants);
        this.catalog = catalog;
        this.functions = functions;
        this.settings = settings;
        this.operators = new FunctionOperators(functions);
    }

    /** Plans the text of one query, without a semicolon at its end. */
    public PlannedQuery plan(String sql) {
        try {
            return planned(sql);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw Mistakes.whilePlanning(e);
        }
    }

    private PlannedQuery planned(String sql) {
        var cluster = cluster();
        var checked = new Analyzer(catalog, functions, operators, cluster).analyze(sql);
        var root = Optimizer.optimize(checked.root().project(), settings);
        var fields = new ArrayList<Schema.Field>();
        var names = ColumnNames.of(checked, sql);
        for (var i = 0; i < names.size(); i++) {
            var type = root.getRowType().getFieldList().get(i).getType();
            fields.add(new Schema.Field(names.get(i), TypeMapping.of(type)));
        }
        return new PlannedQuery(root, new Schema(fields));
    }

    private RelOptCluster cluster() {
        var planner = new HepPlanner(HepProgram.builder().build());
        planner.setExecutor(constants);
        var cluster = RelOptCluster.create(planner, new EngineRexBuilder(types));
        cluster.setMetadataQuerySupplier(EstimatedRows::new);
        return cluster;
    }
}
