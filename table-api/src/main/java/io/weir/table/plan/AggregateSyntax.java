package io.weir.table.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Aggregates that the parser takes for functions of its own become functions of the catalog, an ORDER BY in them a WITHIN GROUP. Nulls
 * come last within aggregates as elsewhere.
 */
final class AggregateSyntax extends SqlShuttle {
    /** An aggregate of different values by a name of its own. */
    private static final String SET = "collect_set";

    private static final String OF_SET = "collect";

    private static final Map<SqlOperator, String> NAMES = Map.of(
            SqlLibraryOperators.ARRAY_AGG, "array_agg",
            SqlLibraryOperators.STRING_AGG, "string_agg");

    /** Functions of windows that are aggregates without one. */
    private static final Map<String, String> WITHOUT_WINDOW = Map.of("first_value", "first", "last_value", "last");

    private final Set<SqlNode> windowed = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.OVER) {
            for (SqlNode inner = call.operand(0);
                    inner instanceof SqlCall outer;
                    inner = outer.operandCount() == 0 ? null : outer.operand(0)) {
                windowed.add(inner);
            }
        }
        var visited = super.visit(call);
        var alone = WITHOUT_WINDOW.get(call.getOperator().getName().toLowerCase(Locale.ROOT));
        if (alone != null && !windowed.contains(call)) {
            var operands = ((SqlCall) visited).getOperandList();
            return function(alone, call.getParserPosition())
                    .createCall(call.getParserPosition(), operands.toArray(SqlNode[]::new));
        }
        if (visited instanceof SqlBasicCall within && within.getKind() == SqlKind.WITHIN_GROUP) {
            SqlNodeList order = within.operand(1);
            var ranked = within.operand(0).getKind() == SqlKind.PERCENTILE_CONT ? doubles(order) : order;
            return within(within.getParserPosition(), within.operand(0), ranked);
        }
        if (visited instanceof SqlBasicCall set && set.getOperator().getName().equalsIgnoreCase(SET)) {
            var distinct = SqlSelectKeyword.DISTINCT.symbol(set.getParserPosition());
            return function(OF_SET, set.getParserPosition())
                    .createCall(
                            distinct,
                            set.getParserPosition(),
                            set.getOperandList().toArray(SqlNode[]::new));
        }
        if (!(visited instanceof SqlBasicCall aggregate) || !NAMES.containsKey(aggregate.getOperator())) {
            return visited;
        }
        var position = aggregate.getParserPosition();
        var operands = aggregate.getOperandList();
        var last = operands.get(operands.size() - 1);
        var ordered = operands.size() > 1 && last instanceof SqlNodeList;
        var arguments = ordered ? operands.subList(0, operands.size() - 1) : operands;
        var renamed = function(NAMES.get(aggregate.getOperator()), position)
                .createCall(aggregate.getFunctionQuantifier(), position, arguments.toArray(SqlNode[]::new));
        return last instanceof SqlNodeList order && ordered ? within(position, renamed, order) : renamed;
    }

    /** What lies between two values is a double, whatever they are. */
    private static SqlNodeList doubles(SqlNodeList order) {
        var cast = new SqlNodeList(order.getParserPosition());
        order.forEach(item -> cast.add(asDouble(item)));
        return cast;
    }

    private static SqlNode asDouble(SqlNode item) {
        var position = item.getParserPosition();
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                var ordering = (SqlCall) item;
                yield ordering.getOperator().createCall(position, asDouble(ordering.operand(0)));
            }
            default -> {
                var type = new SqlBasicTypeNameSpec(SqlTypeName.DOUBLE, position);
                yield SqlStdOperatorTable.CAST.createCall(position, item, new SqlDataTypeSpec(type, position));
            }
        };
    }

    static SqlNode within(SqlParserPos position, SqlNode aggregate, SqlNodeList order) {
        var explicit = new SqlNodeList(order.getParserPosition());
        for (var item : order) {
            explicit.add(
                    item.getKind() == SqlKind.DESCENDING
                            ? SqlStdOperatorTable.NULLS_LAST.createCall(item.getParserPosition(), item)
                            : item);
        }
        return SqlStdOperatorTable.WITHIN_GROUP.createCall(position, aggregate, explicit);
    }

    /** A function of the catalog that is looked up by name. */
    static SqlUnresolvedFunction function(String name, SqlParserPos position) {
        return new SqlUnresolvedFunction(
                new SqlIdentifier(name, position), null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
