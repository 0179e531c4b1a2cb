package io.weir.table.node;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * A collection that is unnested beside others, and so filled up with nulls. Answers its operand as it is; only the type says that each
 * element may be null, which the planner's library does not know of UNNEST.
 */
public final class SideBySide extends SqlSpecialOperator {
    public static final SideBySide INSTANCE = new SideBySide();

    private SideBySide() {
        super(
                "SIDE_BY_SIDE",
                SqlKind.OTHER,
                0,
                false,
                binding -> elementsMayBeNull(binding.getOperandType(0), binding.getTypeFactory()),
                InferTypes.RETURN_TYPE,
                OperandTypes.ANY);
    }

    private static RelDataType elementsMayBeNull(RelDataType type, RelDataTypeFactory factory) {
        var element = type.getComponentType();
        var key = type.getKeyType();
        var value = type.getValueType();
        if (element != null) {
            var array = factory.createArrayType(factory.createTypeWithNullability(element, true), -1);
            return factory.createTypeWithNullability(array, type.isNullable());
        } else if (key != null && value != null) {
            var map = factory.createMapType(
                    factory.createTypeWithNullability(key, true), factory.createTypeWithNullability(value, true));
            return factory.createTypeWithNullability(map, type.isNullable());
        }
        return type;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
        SqlSyntax.FUNCTION.unparse(writer, this, call, leftPrecedence, rightPrecedence);
    }

    /** No name of it is known to any catalog. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
        return validateOperands(validator, scope, call);
    }
}
