package io.weir.table.plan;

import java.util.Map;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** current_timestamp and the like, to the microsecond. {@link CurrentTime} puts values in their place. */
final class MomentOperator extends SqlFunction {
    static final Map<String, SqlOperator> ALL = Map.of(
            "current_date", new MomentOperator("CURRENT_DATE", SqlTypeName.DATE, SqlSyntax.FUNCTION_ID),
            "current_time", new MomentOperator("CURRENT_TIME", SqlTypeName.TIME, SqlSyntax.FUNCTION_ID),
            "localtime", new MomentOperator("LOCALTIME", SqlTypeName.TIME, SqlSyntax.FUNCTION_ID),
            "localtimestamp", new MomentOperator("LOCALTIMESTAMP", SqlTypeName.TIMESTAMP, SqlSyntax.FUNCTION_ID),
            "current_timestamp",
                    new MomentOperator(
                            "CURRENT_TIMESTAMP", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, SqlSyntax.FUNCTION_ID),
            "current_row_timestamp",
                    new MomentOperator(
                            "CURRENT_ROW_TIMESTAMP", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, SqlSyntax.FUNCTION),
            "now", new MomentOperator("NOW", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, SqlSyntax.FUNCTION));

    private final SqlSyntax syntax;

    private MomentOperator(String name, SqlTypeName type, SqlSyntax syntax) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> binding.getTypeFactory().createSqlType(type),
                null,
                OperandTypes.NILADIC,
                SqlFunctionCategory.TIMEDATE);
        this.syntax = syntax;
    }

    @Override
    public SqlSyntax getSyntax() {
        return syntax;
    }

    @Override
    public boolean isDynamicFunction() {
        return true;
    }
}
