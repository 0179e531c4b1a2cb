package io.weir.table.plan;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The remainder of a division with the sign {@code %}, of approximate numbers too. */
final class Remainder extends SqlBinaryOperator {
    static final Remainder OPERATOR = new Remainder();

    private Remainder() {
        super(
                SqlStdOperatorTable.PERCENT_REMAINDER.getName(),
                SqlKind.MOD,
                SqlStdOperatorTable.PERCENT_REMAINDER.getLeftPrec(),
                true,
                binding -> binding.collectOperandTypes().stream().allMatch(SqlTypeUtil::isExactNumeric)
                        ? ReturnTypes.NULLABLE_MOD.inferReturnType(binding)
                        : ReturnTypes.LEAST_RESTRICTIVE.inferReturnType(binding),
                InferTypes.FIRST_KNOWN,
                OperandTypes.NUMERIC_NUMERIC);
    }
}
