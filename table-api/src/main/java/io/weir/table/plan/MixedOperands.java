package io.weir.table.plan;

import io.weir.Nullable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Operators between operands that the planner's library does not put together: a date and days, an array and an element. */
final class MixedOperands {
    private MixedOperands() {}

    /** Makes such a call one of the function that does the same; the types of the operands tell. */
    static void recognize(SqlNode expression, SqlValidator validator, SqlValidatorScope scope) {
        if (!(expression instanceof SqlBasicCall call) || call.operandCount() != 2) {
            return;
        }
        var plus = call.getOperator().equals(SqlStdOperatorTable.PLUS);
        var minus = call.getOperator().equals(SqlStdOperatorTable.MINUS);
        var concat = call.getOperator().equals(SqlStdOperatorTable.CONCAT);
        if (!plus && !minus && !concat) {
            return;
        }
        var left = validator.deriveType(scope, call.operand(0));
        var right = validator.deriveType(scope, call.operand(1));
        var straight = name(left, right, plus, concat);
        var turned = minus ? null : name(right, left, plus, concat);
        if (straight != null) {
            rename(call, straight);
        } else if (turned != null) {
            SqlNode first = call.operand(0);
            call.setOperand(0, call.operand(1));
            call.setOperand(1, first);
            rename(call, concat ? "array_prepend" : turned);
        }
    }

    private static void rename(SqlBasicCall call, String name) {
        call.setOperator(AggregateSyntax.function(name, call.getParserPosition()));
    }

    /** The function for a date or an array and another operand; null if there is none. */
    private static @Nullable String name(RelDataType first, RelDataType second, boolean plus, boolean concat) {
        if (concat) {
            return first.getSqlTypeName() == SqlTypeName.ARRAY
                            && second.getSqlTypeName() != SqlTypeName.ARRAY
                            && !SqlTypeUtil.isNull(second)
                    ? "array_append"
                    : null;
        }
        var days =
                first.getSqlTypeName() == SqlTypeName.DATE && SqlTypeName.INT_TYPES.contains(second.getSqlTypeName());
        return days ? plus ? "date_add" : "date_sub" : null;
    }
}
