package io.weir.table.plan;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** A date or timestamp less another is an interval of days to seconds; the library asks for the interval's unit behind it. */
final class MomentsApart extends SqlBinaryOperator {
    private static final SqlIntervalQualifier DAY_TO_SECOND =
            new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO);

    static final MomentsApart OPERATOR = new MomentsApart();

    private MomentsApart() {
        super(
                SqlStdOperatorTable.MINUS.getName(),
                SqlKind.MINUS,
                SqlStdOperatorTable.MINUS.getLeftPrec(),
                true,
                ReturnTypes.explicit(types -> types.createSqlIntervalType(DAY_TO_SECOND))
                        .andThen(SqlTypeTransforms.TO_NULLABLE),
                InferTypes.FIRST_KNOWN,
                OperandTypes.ANY_ANY);
    }

    /** Makes a difference of moments one of this kind; the types of the operands tell. */
    static void recognize(SqlNode expression, SqlValidator validator, SqlValidatorScope scope) {
        if (expression instanceof SqlBasicCall call
                && call.getOperator().equals(SqlStdOperatorTable.MINUS)
                && call.operandCount() == 2) {
            var left = validator.deriveType(scope, call.operand(0));
            var right = validator.deriveType(scope, call.operand(1));
            if (isMoment(left) && isMoment(right) && (SqlTypeUtil.isDatetime(left) || SqlTypeUtil.isDatetime(right))) {
                call.setOperator(OPERATOR);
            }
        }
    }

    private static boolean isMoment(RelDataType type) {
        return SqlTypeUtil.isDatetime(type) || SqlTypeUtil.isNull(type);
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return validateOperands(validator, scope, call);
    }
}
