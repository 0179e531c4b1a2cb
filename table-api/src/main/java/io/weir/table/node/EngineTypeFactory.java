package io.weir.table.node;

import io.weir.Nullable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Makes the types of plans: text is UTF-8, FLOAT is DOUBLE, and there is one kind of zoned timestamp. */
public final class EngineTypeFactory extends SqlTypeFactoryImpl {
    public EngineTypeFactory() {
        super(TypeRules.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name) {
        return super.createSqlType(ours(name));
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name, int precision) {
        var ours = ours(name);
        return ours.allowsPrec() ? super.createSqlType(ours, precision) : super.createSqlType(ours);
    }

    /** Decimals keep all digits after the point, and before it as many as there is room for; of two lengths of char the longer. */
    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
        if (types.stream().allMatch(SqlTypeUtil::isExactNumeric)
                && types.stream().anyMatch(SqlTypeUtil::isDecimal)) {
            var nullable = types.stream().anyMatch(RelDataType::isNullable);
            return createTypeWithNullability(TypeRules.widest(this, types), nullable);
        }
        if (types.stream().allMatch(type -> type.getSqlTypeName() == SqlTypeName.CHAR)) {
            var length =
                    types.stream().mapToInt(RelDataType::getPrecision).max().orElse(1);
            var nullable = types.stream().anyMatch(RelDataType::isNullable);
            return createTypeWithNullability(createSqlType(SqlTypeName.CHAR, length), nullable);
        }
        if (types.stream().anyMatch(SqlTypeUtil::isDatetime) && types.stream().anyMatch(SqlTypeUtil::isNumeric)) {
            return null; // the library would make days of numbers
        }
        return super.leastRestrictive(types, rule);
    }

    private static SqlTypeName ours(SqlTypeName name) {
        return switch (name) {
            case FLOAT -> SqlTypeName.DOUBLE;
            case TIMESTAMP_TZ -> SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            default -> name;
        };
    }
}
