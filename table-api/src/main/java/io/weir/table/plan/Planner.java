package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.catalog.Catalog;
import io.weir.table.function.FunctionCatalog;

/**
 * Plans queries: parses, checks names and types, and optimises. Owned by one thread; catalogs may change between calls.
 */
public final class Planner {
    private final Catalog catalog;
    private final FunctionCatalog functions;
    private final PlannerSettings settings;

    public Planner(Catalog catalog, FunctionCatalog functions, PlannerSettings settings) {
        this.catalog = catalog;
        this.functions = functions;
        this.settings = settings;
    }

    /** Plans the text of one query, without a semicolon at its end. */
    public PlannedQuery plan(String sql) {
        throw new EngineException(
                ErrorCode.NOT_SUPPORTED, "planning " + sql + " with " + catalog + functions + settings);
    }
}
