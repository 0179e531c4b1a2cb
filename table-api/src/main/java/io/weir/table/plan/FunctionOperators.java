package io.weir.table.plan;

import io.weir.Nullable;
import io.weir.table.function.FunctionCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;

/**
 * What a name or sign in a query's text may call: the functions of the catalog, and of the planner's own operators those that rules
 * know or that have a syntax of their own.
 */
final class FunctionOperators implements SqlOperatorTable {
    /** Functions that have a value only for a row of a window. */
    static final Set<String> OF_WINDOWS = Set.of(
            "row_number",
            "rank",
            "dense_rank",
            "percent_rank",
            "cume_dist",
            "ntile",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "nth_value");

    /** Functions of the planner's own that take precedence over the catalog's: rules and windows rely on them. */
    private static final Set<String> BUILT_IN = with(
            OF_WINDOWS,
            "sum",
            "$sum0",
            "avg",
            "count",
            "min",
            "max",
            "single_value",
            "coalesce",
            "nullif",
            "group_id",
            "grouping",
            "grouping_id",
            "cast",
            "unnest",
            "row",
            "current_catalog",
            "current_date",
            "current_schema",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "extract");

    /** Operators beyond the standard's, looked for in the library's large list only when they are used. */
    private static final Map<String, Supplier<SqlOperator>> EXTRA = Map.of(
            "::", () -> SqlLibraryOperators.INFIX_CAST,
            "try_cast", () -> SqlLibraryOperators.TRY_CAST,
            "safe_cast", () -> SqlLibraryOperators.SAFE_CAST,
            "ilike", () -> SqlLibraryOperators.ILIKE,
            "not ilike", () -> SqlLibraryOperators.NOT_ILIKE);

    private static Set<String> with(Set<String> some, String... others) {
        var all = new HashSet<>(some);
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }

    private final FunctionCatalog functions;
    private final Map<String, ScalarOperator> scalars = new HashMap<>();
    private final Map<String, AggregateOperator> aggregates = new HashMap<>();

    FunctionOperators(FunctionCatalog functions) {
        this.functions = functions;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (name.isSimple() && FilteredAggregate.isName(name.getSimple())) {
            var inner = name.setName(0, FilteredAggregate.innerName(name.getSimple()));
            var aggregates = new ArrayList<SqlOperator>();
            lookupOperatorOverloads(inner, category, syntax, aggregates, matcher);
            aggregates.stream()
                    .filter(SqlAggFunction.class::isInstance)
                    .forEach(aggregate -> found.add(new FilteredAggregate((SqlAggFunction) aggregate)));
            return;
        }
        if (name.isSimple() && syntax.family == SqlSyntax.FUNCTION) {
            var simple = name.getSimple().toLowerCase(Locale.ROOT);
            if (!BUILT_IN.contains(simple)) {
                var catalog = ofCatalog(simple);
                if (!catalog.isEmpty()) {
                    found.addAll(catalog);
                    return;
                }
            }
        }
        var moment = name.isSimple() ? MomentOperator.ALL.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
        if (moment != null && moment.getSyntax().family == syntax.family) {
            found.add(moment);
            return;
        }
        var extra = name.isSimple() ? EXTRA.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
        if (extra != null) {
            found.add(extra.get());
            return;
        }
        if (syntax == SqlSyntax.BINARY && name.isSimple() && name.getSimple().equals("%")) {
            found.add(Remainder.OPERATOR);
            return;
        }
        var known = new ArrayList<SqlOperator>();
        SqlStdOperatorTable.instance().lookupOperatorOverloads(name, category, syntax, known, matcher);
        known.removeIf(operator -> operator instanceof SqlAggFunction && !isBuiltIn(operator));
        found.addAll(known);
    }

    private static boolean isBuiltIn(SqlOperator operator) {
        return BUILT_IN.contains(operator.getName().toLowerCase(Locale.ROOT));
    }

    static Set<String> builtIn() {
        return BUILT_IN;
    }

    private List<SqlOperator> ofCatalog(String name) {
        var found = new ArrayList<SqlOperator>();
        functions
                .aggregate(name)
                .ifPresent(definition -> found.add(aggregates.compute(
                        name,
                        (key, known) -> known != null && known.definition() == definition
                                ? known
                                : new AggregateOperator(definition))));
        var overloads = functions.scalars(name);
        if (found.isEmpty() && !overloads.isEmpty()) {
            found.add(scalars.compute(
                    name,
                    (key, known) -> known != null && known.overloads().equals(overloads)
                            ? known
                            : new ScalarOperator(name, overloads)));
        }
        return found;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return SqlStdOperatorTable.instance().getOperatorList();
    }
}
