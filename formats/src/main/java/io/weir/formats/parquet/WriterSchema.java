package io.weir.formats.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.mapType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.math.BigInteger;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Our types as those of a file. Every column is optional but the keys of maps. */
final class WriterSchema {
    private static final int MAX_INT_DIGITS = 9;

    private WriterSchema() {}

    static MessageType of(Schema schema) {
        var message = Types.buildMessage();
        for (var field : schema.fields()) {
            message.addField(type(field.type(), field.name(), Repetition.OPTIONAL));
        }
        return message.named("weir");
    }

    private static Type type(DataType type, String name, Repetition repetition) {
        if (type instanceof DataType.ListOf list) {
            var element = type(list.element(), "element", Repetition.OPTIONAL);
            var repeated = Types.repeatedGroup().addField(element).named("list");
            return Types.buildGroup(repetition)
                    .addField(repeated)
                    .as(listType())
                    .named(name);
        } else if (type instanceof DataType.MapOf map) {
            var entries = Types.repeatedGroup()
                    .addField(type(map.key(), "key", Repetition.REQUIRED))
                    .addField(type(map.value(), "value", Repetition.OPTIONAL))
                    .named("key_value");
            return Types.buildGroup(repetition).addField(entries).as(mapType()).named(name);
        } else if (type instanceof DataType.RowOf row) {
            var group = Types.buildGroup(repetition);
            for (var field : row.schema().fields()) {
                group.addField(type(field.type(), field.name(), Repetition.OPTIONAL));
            }
            return group.named(name);
        } else if (type instanceof DataType.Decimal decimal) {
            return decimal(decimal, name, repetition);
        } else if (type instanceof DataType.Timestamp timestamp) {
            var unit = timestamp.nanos() ? TimeUnit.NANOS : TimeUnit.MICROS;
            return Types.primitive(PrimitiveTypeName.INT64, repetition)
                    .as(timestampType(timestamp.zoned(), unit))
                    .named(name);
        } else if (type instanceof DataType.Char) {
            return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                    .as(stringType())
                    .named(name);
        } else if (type instanceof DataType.Scalar scalar) {
            return scalar(scalar, name, repetition);
        }
        throw unsupported(type, name);
    }

    private static Type decimal(DataType.Decimal type, String name, Repetition repetition) {
        var annotation = decimalType(type.scale(), type.precision());
        if (type.precision() <= DataType.Decimal.MAX_LONG_PRECISION) {
            var physical = type.precision() <= MAX_INT_DIGITS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
            return Types.primitive(physical, repetition).as(annotation).named(name);
        }
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(decimalBytes(type.precision()))
                .as(annotation)
                .named(name);
    }

    /** Bytes that any number of so many digits fits in, its sign included. */
    static int decimalBytes(int precision) {
        return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }

    private static Type scalar(DataType.Scalar type, String name, Repetition repetition) {
        return switch (type) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case TINYINT ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(intType(8))
                        .named(name);
            case SMALLINT ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(intType(16))
                        .named(name);
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case BIGINT -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case REAL -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case VARCHAR ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(stringType())
                        .named(name);
            case VARBINARY ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(dateType())
                        .named(name);
            case TIME ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(timeType(false, TimeUnit.MICROS))
                        .named(name);
            case INTERVAL_MONTHS, INTERVAL_MICROS -> throw unsupported(type, name);
        };
    }

    private static EngineException unsupported(DataType type, String name) {
        return new EngineException(
                ErrorCode.NOT_SUPPORTED, "parquet files cannot hold " + type.sql() + ", cast the column: " + name);
    }
}
