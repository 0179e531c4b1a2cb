package io.weir.table.node;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** The engine's types as the planner's, and back. Lengths of varchar are known to the planner only. */
public final class TypeMapping {
    private TypeMapping() {}

    /** The planner's type, nullable. */
    public static RelDataType toRel(DataType type, RelDataTypeFactory factory) {
        return factory.createTypeWithNullability(notNull(type, factory), true);
    }

    public static RelDataType toRel(Schema schema, RelDataTypeFactory factory) {
        var builder = factory.builder();
        schema.fields().forEach(field -> builder.add(field.name(), toRel(field.type(), factory)));
        return builder.build();
    }

    private static RelDataType notNull(DataType type, RelDataTypeFactory factory) {
        if (type instanceof Scalar scalar) {
            return ofScalar(scalar, factory);
        } else if (type instanceof DataType.Char text) {
            return factory.createSqlType(SqlTypeName.CHAR, text.length());
        } else if (type instanceof DataType.Decimal decimal) {
            return factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
        } else if (type instanceof DataType.Timestamp timestamp) {
            var name = timestamp.zoned() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP;
            return factory.createSqlType(name, timestamp.precision());
        } else if (type instanceof DataType.ListOf list) {
            return factory.createArrayType(toRel(list.element(), factory), -1);
        } else if (type instanceof DataType.MapOf map) {
            return factory.createMapType(toRel(map.key(), factory), toRel(map.value(), factory));
        } else if (type instanceof DataType.RowOf row) {
            return toRel(row.schema(), factory);
        } else if (type instanceof DataType.ObjectOf<?> object) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED, "queries cannot read columns of java objects: " + object.sql());
        }
        throw new AssertionError(type);
    }

    private static RelDataType ofScalar(Scalar type, RelDataTypeFactory factory) {
        return switch (type) {
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
            case INT -> factory.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case REAL -> factory.createSqlType(SqlTypeName.REAL);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case VARCHAR -> factory.createSqlType(SqlTypeName.VARCHAR);
            case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME);
            case INTERVAL_MONTHS ->
                factory.createSqlIntervalType(
                        new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO));
            case INTERVAL_MICROS ->
                factory.createSqlIntervalType(
                        new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
        };
    }

    /** The engine's type. What has no type of its own, a bare NULL, is varchar. */
    public static DataType of(RelDataType type) {
        var name = type.getSqlTypeName();
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)) {
            return Scalar.INTERVAL_MONTHS;
        }
        if (SqlTypeName.DAY_INTERVAL_TYPES.contains(name)) {
            return Scalar.INTERVAL_MICROS;
        }
        return switch (name) {
            case BOOLEAN -> Scalar.BOOLEAN;
            case TINYINT -> Scalar.TINYINT;
            case SMALLINT -> Scalar.SMALLINT;
            case INTEGER -> Scalar.INT;
            case BIGINT -> Scalar.BIGINT;
            case REAL -> Scalar.REAL;
            case DOUBLE, FLOAT -> Scalar.DOUBLE;
            case VARCHAR, NULL -> Scalar.VARCHAR;
            case CHAR -> new DataType.Char(type.getPrecision());
            case BINARY, VARBINARY -> Scalar.VARBINARY;
            case DATE -> Scalar.DATE;
            case TIME -> Scalar.TIME;
            case DECIMAL -> new DataType.Decimal(type.getPrecision(), type.getScale());
            case TIMESTAMP -> new DataType.Timestamp(type.getPrecision(), false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> new DataType.Timestamp(type.getPrecision(), true);
            case ARRAY, MULTISET -> new DataType.ListOf(of(part(type.getComponentType())));
            case MAP -> new DataType.MapOf(of(part(type.getKeyType())), of(part(type.getValueType())));
            case ROW, STRUCTURED -> new DataType.RowOf(schema(type));
            default ->
                throw new EngineException(
                        ErrorCode.NOT_SUPPORTED, "values of this type cannot be computed with: " + type);
        };
    }

    /** The fields of a row, or of what a node answers. */
    public static Schema schema(RelDataType row) {
        return new Schema(row.getFieldList().stream()
                .map(field -> new Schema.Field(field.getName(), of(field.getType())))
                .toList());
    }

    private static RelDataType part(@io.weir.Nullable RelDataType type) {
        if (type == null) {
            throw new AssertionError("a collection without the type of its elements");
        }
        return type;
    }
}
