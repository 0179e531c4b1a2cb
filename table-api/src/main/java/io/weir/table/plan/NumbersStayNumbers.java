package io.weir.table.plan;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/** Converts operands where the meaning is plain; text is never computed with as a number without a cast. */
final class NumbersStayNumbers extends TypeCoercionImpl {
    NumbersStayNumbers(RelDataTypeFactory factory, SqlValidator validator) {
        super(factory, validator);
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        return binding.collectOperandTypes().stream().noneMatch(SqlTypeUtil::inCharFamily)
                && super.binaryArithmeticCoercion(binding);
    }

    @Override
    public boolean builtinFunctionCoercion(
            SqlCallBinding binding, List<RelDataType> types, List<SqlTypeFamily> expected) {
        for (var i = 0; i < Math.min(types.size(), expected.size()); i++) {
            if (SqlTypeUtil.inCharFamily(types.get(i)) && expected.get(i) == SqlTypeFamily.NUMERIC) {
                return false;
            }
        }
        return super.builtinFunctionCoercion(binding, types, expected);
    }
}
