package io.weir.table.node;

import io.weir.type.DataType.Decimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The limits of types, and which type arithmetic and aggregates answer. */
final class TypeRules extends RelDataTypeSystemImpl {
    static final TypeRules INSTANCE = new TypeRules();

    private static final int MICROS = 6;
    private static final int NANOS = 9;

    private TypeRules() {}

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> Decimal.MAX_PRECISION;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> NANOS;
            case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIME_TZ -> MICROS;
            case CHAR -> Integer.MAX_VALUE;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? Decimal.MAX_PRECISION : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> Decimal.MAX_PRECISION;
            case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIME_TZ, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
                MICROS;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        var name = argument.getSqlTypeName();
        if (SqlTypeName.INT_TYPES.contains(name)) {
            return nullable(factory, factory.createSqlType(SqlTypeName.BIGINT), argument);
        }
        if (name == SqlTypeName.DECIMAL) {
            var sum = factory.createSqlType(SqlTypeName.DECIMAL, Decimal.MAX_PRECISION, argument.getScale());
            return nullable(factory, sum, argument);
        }
        return argument;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        return SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName())
                ? nullable(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument)
                : argument;
    }

    @Override
    public RelDataType deriveCovarType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DOUBLE), true);
    }

    private static RelDataType nullable(RelDataTypeFactory factory, RelDataType type, RelDataType like) {
        return factory.createTypeWithNullability(type, like.isNullable());
    }

    @Override
    @io.weir.Nullable
    public RelDataType deriveDecimalPlusType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return combine(factory, left, right, (a, b) -> {
            var scale = Math.max(a.scale, b.scale);
            return new Digits(Math.max(a.whole(), b.whole()) + scale + 1, scale);
        });
    }

    @Override
    @io.weir.Nullable
    public RelDataType deriveDecimalMultiplyType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return combine(factory, left, right, (a, b) -> new Digits(a.precision + b.precision, a.scale + b.scale));
    }

    @Override
    @io.weir.Nullable
    public RelDataType deriveDecimalDivideType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return combine(factory, left, right, (a, b) -> {
            var precision = a.precision + b.scale + Math.max(b.scale - a.scale, 0);
            return new Digits(precision, Math.max(a.scale, b.scale));
        });
    }

    @Override
    @io.weir.Nullable
    public RelDataType deriveDecimalModType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return combine(factory, left, right, (a, b) -> {
            var scale = Math.max(a.scale, b.scale);
            return new Digits(Math.min(a.whole(), b.whole()) + scale, scale);
        });
    }

    /** The decimal that holds values of all these exact numbers. */
    static RelDataType widest(RelDataTypeFactory factory, List<RelDataType> types) {
        var scale = types.stream().mapToInt(type -> Digits.of(type).scale).max().orElse(0);
        var whole =
                types.stream().mapToInt(type -> Digits.of(type).whole()).max().orElse(1);
        return factory.createSqlType(
                SqlTypeName.DECIMAL, Math.min(Decimal.MAX_PRECISION, Math.max(1, whole + scale)), scale);
    }

    private interface Rule {
        Digits apply(Digits left, Digits right);
    }

    private static @io.weir.Nullable RelDataType combine(
            RelDataTypeFactory factory, RelDataType left, RelDataType right, Rule rule) {
        if (!SqlTypeUtil.isExactNumeric(left)
                || !SqlTypeUtil.isExactNumeric(right)
                || !SqlTypeUtil.isDecimal(left) && !SqlTypeUtil.isDecimal(right)) {
            return null;
        }
        var digits = rule.apply(Digits.of(left), Digits.of(right));
        var scale = Math.min(digits.scale, Decimal.MAX_PRECISION);
        var precision = Math.max(1, Math.min(Math.max(digits.precision, scale), Decimal.MAX_PRECISION));
        var type = factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
        return factory.createTypeWithNullability(type, left.isNullable() || right.isNullable());
    }

    private record Digits(int precision, int scale) {
        static Digits of(RelDataType type) {
            return switch (type.getSqlTypeName()) {
                case TINYINT -> new Digits(3, 0);
                case SMALLINT -> new Digits(5, 0);
                case INTEGER -> new Digits(10, 0);
                case BIGINT -> new Digits(19, 0);
                default -> new Digits(type.getPrecision(), type.getScale());
            };
        }

        int whole() {
            return precision - scale;
        }
    }
}
