package io.weir.flow;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Types on the wire: a byte for the kind, then its parameters. */
final class TypeCodec {
    private static final int CHAR = 64;
    private static final int DECIMAL = 65;
    private static final int TIMESTAMP = 66;
    private static final int LIST = 67;
    private static final int MAP = 68;
    private static final int ROW = 69;
    private static final int MAX_DEPTH = 100;

    /** Each at the place that is its number on the wire. */
    private static final List<DataType.Scalar> SCALARS = List.of(
            DataType.Scalar.BOOLEAN,
            DataType.Scalar.TINYINT,
            DataType.Scalar.SMALLINT,
            DataType.Scalar.INT,
            DataType.Scalar.BIGINT,
            DataType.Scalar.REAL,
            DataType.Scalar.DOUBLE,
            DataType.Scalar.VARCHAR,
            DataType.Scalar.VARBINARY,
            DataType.Scalar.DATE,
            DataType.Scalar.TIME,
            DataType.Scalar.INTERVAL_MONTHS,
            DataType.Scalar.INTERVAL_MICROS);

    private TypeCodec() {}

    static void write(DataType type, WireWriter out) {
        if (type instanceof DataType.Scalar scalar) {
            out.putByte(SCALARS.indexOf(scalar));
        } else if (type instanceof DataType.Char text) {
            out.putByte(CHAR);
            out.putInt(text.length());
        } else if (type instanceof DataType.Decimal decimal) {
            out.putByte(DECIMAL);
            out.putByte(decimal.precision());
            out.putByte(decimal.scale());
        } else if (type instanceof DataType.Timestamp timestamp) {
            out.putByte(TIMESTAMP);
            out.putByte(timestamp.precision());
            out.putByte(timestamp.zoned() ? 1 : 0);
        } else if (type instanceof DataType.ListOf list) {
            out.putByte(LIST);
            write(list.element(), out);
        } else if (type instanceof DataType.MapOf map) {
            out.putByte(MAP);
            write(map.key(), out);
            write(map.value(), out);
        } else if (type instanceof DataType.RowOf row) {
            out.putByte(ROW);
            writeFields(row.schema(), out);
        } else {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "java objects stay in their process, they have no wire form: " + type.sql());
        }
    }

    private static void writeFields(Schema schema, WireWriter out) {
        out.putInt(schema.size());
        for (var field : schema.fields()) {
            var name = field.name().getBytes(StandardCharsets.UTF_8);
            out.putInt(name.length);
            out.putBytes(name, 0, name.length);
            write(field.type(), out);
        }
    }

    static DataType read(WireReader in) {
        try {
            return read(in, 0);
        } catch (IllegalArgumentException e) {
            throw WireReader.damaged(e.getMessage());
        }
    }

    private static DataType read(WireReader in, int depth) {
        if (depth > MAX_DEPTH) {
            throw WireReader.damaged("types nested deeper than " + MAX_DEPTH);
        }
        var kind = in.getByte();
        if (kind >= 0 && kind < SCALARS.size()) {
            return SCALARS.get(kind);
        }
        return switch (kind) {
            case CHAR -> new DataType.Char(in.getInt());
            case DECIMAL -> new DataType.Decimal(in.getByte(), in.getByte());
            case TIMESTAMP -> new DataType.Timestamp(in.getByte(), in.getByte() != 0);
            case LIST -> new DataType.ListOf(read(in, depth + 1));
            case MAP -> new DataType.MapOf(read(in, depth + 1), read(in, depth + 1));
            case ROW -> {
                var count = in.getCount(5);
                var fields = new ArrayList<Schema.Field>(count);
                for (var i = 0; i < count; i++) {
                    var name = new String(in.getBytes(in.getInt()), StandardCharsets.UTF_8);
                    fields.add(new Schema.Field(name, read(in, depth + 1)));
                }
                yield new DataType.RowOf(new Schema(fields));
            }
            default -> throw WireReader.damaged("no type has the number " + kind);
        };
    }
}
