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
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** {@code ARRAY[]} and {@code MAP[]}, of whatever type fits. */
public final class EmptyCollection extends SqlSpecialOperator {
    public static final EmptyCollection ARRAY = new EmptyCollection("ARRAY[]");
    public static final EmptyCollection MAP = new EmptyCollection("MAP[]");

    private EmptyCollection(String name) {
        super(
                name,
                SqlKind.OTHER,
                0,
                false,
                binding -> type(name, binding.getTypeFactory()),
                InferTypes.RETURN_TYPE,
                OperandTypes.NILADIC);
    }

    private static RelDataType type(String name, RelDataTypeFactory factory) {
        var any = factory.createSqlType(SqlTypeName.NULL);
        return name.startsWith("ARRAY") ? factory.createArrayType(any, -1) : factory.createMapType(any, any);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
        SqlSyntax.FUNCTION.unparse(writer, this, call, leftPrecedence, rightPrecedence);
    }

    /** No name of it is known to any catalog. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return validateOperands(validator, scope, call);
    }
}
