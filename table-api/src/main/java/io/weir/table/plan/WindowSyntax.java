package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.Nullable;
import java.util.ArrayList;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * What windows can do beyond the planner's own syntax: a FILTER becomes part of the aggregate's name and its first argument; the
 * number of a GROUPS frame goes on as a row of one field in a ROWS frame.
 */
final class WindowSyntax extends SqlShuttle {
    private final GroupsFrames.Rewritten text;

    WindowSyntax(GroupsFrames.Rewritten text) {
        this.text = text;
    }

    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (visited instanceof SqlWindow window) {
            checkKeys(window.getPartitionList());
            checkKeys(window.getOrderList());
        }
        if (visited instanceof SqlWindow window && text.contains(isRows(window).getParserPosition())) {
            return ofGroups(window);
        } else if (visited instanceof SqlBasicCall over && over.getKind() == SqlKind.OVER) {
            return ofOver(over);
        }
        return visited;
    }

    /** A query of one constant orders nothing: it stands where an order has to be written. */
    private static void checkKeys(SqlNodeList keys) {
        keys.replaceAll(key -> key instanceof SqlSelect select
                        && select.getFrom() == null
                        && select.getSelectList().size() == 1
                        && select.getSelectList().get(0) instanceof SqlLiteral literal
                ? literal
                : key);
        keys.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlCall call) {
                if (call.isA(SqlKind.QUERY)) {
                    throw Mistakes.at(
                            call.getParserPosition(),
                            ErrorCode.NOT_SUPPORTED,
                            "a window is not ordered by a subquery: make it a column of a query in FROM");
                }
                return super.visit(call);
            }
        });
    }

    /** The literal that says whether a frame counts rows. */
    static SqlLiteral isRows(SqlWindow window) {
        return (SqlLiteral) window.getOperandList().get(4);
    }

    /** A frame without numbers is that of RANGE. */
    private static SqlNode ofGroups(SqlWindow window) {
        var lower = counted(window.getLowerBound());
        var upper = counted(window.getUpperBound());
        if (lower == window.getLowerBound() && upper == window.getUpperBound()) {
            window.setRows(SqlLiteral.createBoolean(false, isRows(window).getParserPosition()));
        }
        window.setLowerBound(lower);
        window.setUpperBound(upper);
        return window;
    }

    private static @Nullable SqlNode counted(@Nullable SqlNode bound) {
        if (bound == null || bound.getKind() != SqlKind.PRECEDING && bound.getKind() != SqlKind.FOLLOWING) {
            return bound;
        }
        var number = ((SqlCall) bound).operand(0);
        var row = SqlStdOperatorTable.ROW.createCall(number.getParserPosition(), number);
        return ((SqlCall) bound).getOperator().createCall(bound.getParserPosition(), row);
    }

    private static SqlNode ofOver(SqlBasicCall over) {
        var aggregate = over.operand(0);
        if (aggregate.getKind() == SqlKind.WITHIN_GROUP) {
            throw Mistakes.at(
                    aggregate.getParserPosition(),
                    ErrorCode.NOT_SUPPORTED,
                    "an aggregate with an order of its own cannot be used with OVER");
        } else if (aggregate.getKind() != SqlKind.FILTER) {
            return over;
        }
        SqlNode call = ((SqlCall) aggregate).operand(0);
        if (!(call instanceof SqlBasicCall filtered) || FunctionOperators.OF_WINDOWS.contains(name(filtered))) {
            throw Mistakes.at(
                    aggregate.getParserPosition(), ErrorCode.NOT_SUPPORTED, "FILTER goes with aggregates only");
        }
        var operands = new ArrayList<SqlNode>();
        operands.add(((SqlCall) aggregate).operand(1));
        for (var operand : filtered.getOperandList()) {
            if (!(operand instanceof SqlIdentifier star && star.isStar())) {
                operands.add(operand);
            }
        }
        var position = filtered.getParserPosition();
        var renamed = AggregateSyntax.function(FilteredAggregate.name(name(filtered)), position)
                .createCall(filtered.getFunctionQuantifier(), position, operands.toArray(SqlNode[]::new));
        return over.getOperator().createCall(over.getParserPosition(), renamed, over.operand(1));
    }

    private static String name(SqlBasicCall call) {
        return call.getOperator().getName().toLowerCase(Locale.ROOT);
    }
}
