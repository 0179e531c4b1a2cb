package io.weir.table.plan;

import io.weir.Nullable;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * Tells the planner of operators that are not the library's: it knows each under the name of a like one, with the type given. An
 * average stays one, where the library would make a quotient that need not fit the sum's type.
 */
final class OwnOperators {
    private OwnOperators() {}

    static @Nullable SqlRexConvertlet convertlet(SqlCall call) {
        if (call.getOperator() instanceof ElementFunction function) {
            return function::convert;
        }
        if (call.getOperator() instanceof MomentsApart) {
            return (context, own) -> as(SqlStdOperatorTable.MINUS_DATE, context, own);
        } else if (call.getOperator() instanceof Remainder) {
            return (context, own) -> as(SqlStdOperatorTable.MOD, context, own);
        } else if (call.getKind() == SqlKind.AVG) {
            return (context, average) ->
                    StandardConvertletTable.INSTANCE.convertFunction(context, SqlStdOperatorTable.AVG, average);
        }
        return StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode as(SqlOperator known, SqlRexContext context, SqlCall call) {
        var type = context.getValidator().getValidatedNodeType(call);
        return context.getRexBuilder().makeCall(type, known, operands(context, call));
    }

    private static List<RexNode> operands(SqlRexContext context, SqlCall call) {
        return call.getOperandList().stream().map(context::convertExpression).toList();
    }
}
