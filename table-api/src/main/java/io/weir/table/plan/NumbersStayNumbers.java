package io.weir.table.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/** Converts operands where the meaning is plain; text is never computed with as a number without a cast. */
final class NumbersStayNumbers extends TypeCoercionImpl {
    private static final SqlFunction RTRIM = new SqlUnresolvedFunction(
            new SqlIdentifier("rtrim", SqlParserPos.ZERO),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    private static final Set<SqlTypeFamily> NUMBERS = EnumSet.of(
            SqlTypeFamily.NUMERIC,
            SqlTypeFamily.EXACT_NUMERIC,
            SqlTypeFamily.APPROXIMATE_NUMERIC,
            SqlTypeFamily.INTEGER,
            SqlTypeFamily.DECIMAL);

    NumbersStayNumbers(RelDataTypeFactory factory, SqlValidator validator) {
        super(factory, validator);
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        return binding.collectOperandTypes().stream().noneMatch(SqlTypeUtil::inCharFamily)
                && super.binaryArithmeticCoercion(binding);
    }

    /** Blanks behind a char mean nothing, whatever it is compared with. */
    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        var call = binding.getCall();
        if (!isMixedText(binding, call.getOperandList())) {
            return super.binaryComparisonCoercion(binding);
        }
        for (var i = 0; i < call.operandCount(); i++) {
            call.setOperand(i, withoutBlanks(binding, call.operand(i)));
        }
        return true;
    }

    @Override
    public boolean inOperationCoercion(SqlCallBinding binding) {
        if (binding.operand(1) instanceof SqlNodeList list) {
            var all = new ArrayList<>(list.getList());
            all.add(binding.operand(0));
            if (isMixedText(binding, all)) {
                list.replaceAll(value -> withoutBlanks(binding, value));
                binding.getCall().setOperand(0, withoutBlanks(binding, binding.operand(0)));
            }
        }
        return super.inOperationCoercion(binding);
    }

    private static boolean isMixedText(SqlCallBinding binding, List<SqlNode> values) {
        var types = values.stream()
                .map(value -> binding.getValidator()
                        .deriveType(binding.getScope(), value)
                        .getSqlTypeName())
                .toList();
        return types.contains(SqlTypeName.CHAR) && types.contains(SqlTypeName.VARCHAR);
    }

    private static SqlNode withoutBlanks(SqlCallBinding binding, SqlNode value) {
        var trimmed = RTRIM.createCall(value.getParserPosition(), value);
        binding.getValidator().deriveType(binding.getScope(), trimmed);
        return trimmed;
    }

    @Override
    public boolean builtinFunctionCoercion(
            SqlCallBinding binding, List<RelDataType> types, List<SqlTypeFamily> expected) {
        for (var i = 0; i < Math.min(types.size(), expected.size()); i++) {
            if (SqlTypeUtil.inCharFamily(types.get(i)) && NUMBERS.contains(expected.get(i))) {
                return false;
            }
        }
        return super.builtinFunctionCoercion(binding, types, expected);
    }
}
