package io.weir.formats.parquet;

import io.weir.formats.parquet.SchemaNode.Repetition;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.type.Schema;
import java.util.ArrayList;

/**
 * Which types a file's columns have.
 *
 * <table>
 * <caption>Leaves</caption>
 * <tr><td>boolean</td><td>BOOLEAN</td></tr>
 * <tr><td>int32, int64 and integers of 8 to 64 bits</td><td>TINYINT to BIGINT; unsigned ones the next larger, of 64 bits DECIMAL(20,0)</td></tr>
 * <tr><td>float16, float, double</td><td>REAL, REAL, DOUBLE</td></tr>
 * <tr><td>decimal on any physical type</td><td>DECIMAL of the same precision and scale</td></tr>
 * <tr><td>date, time</td><td>DATE, TIME (nanoseconds are cut off)</td></tr>
 * <tr><td>timestamp of milli-, micro-, nanoseconds</td><td>TIMESTAMP(3), (6), (9), with time zone where adjusted to UTC</td></tr>
 * <tr><td>int96</td><td>TIMESTAMP(6), whose range it fits; nanoseconds where TIMESTAMP(9) is asked for</td></tr>
 * <tr><td>string, enum, json, uuid</td><td>VARCHAR</td></tr>
 * <tr><td>interval</td><td>INTERVAL DAY TO SECOND, for values without months</td></tr>
 * <tr><td>any other byte arrays</td><td>VARBINARY</td></tr>
 * </table>
 *
 * Lists and maps follow the format's rules, those for older files included; any other group is a ROW, any other repeated field an
 * ARRAY.
 */
final class SchemaMapping {
    private SchemaMapping() {}

    static Schema schema(SchemaNode root) {
        var fields = new ArrayList<Schema.Field>();
        for (var column : root.children()) {
            fields.add(new Schema.Field(column.name(), shape(column).type()));
        }
        return new Schema(fields);
    }

    /** How a column is put together from its leaves. */
    static Shape shape(SchemaNode node) {
        if (node.repetition() != Repetition.REPEATED) {
            return single(node);
        }
        return new Shape.Elements(node.levels().definition() - 1, Shape.Repeated.of(node), single(node));
    }

    /** The shape of a node taken as one value, even where it is repeated. */
    private static Shape single(SchemaNode node) {
        if (node.isLeaf()) {
            return new Shape.Leaf(node, leafType(node));
        }
        var definition = node.levels().definition();
        if (node.logical().kind() == Logical.Kind.LIST && isWrapper(node)) {
            var repeated = node.children().get(0);
            return new Shape.Elements(definition, Shape.Repeated.of(repeated), element(node, repeated));
        }
        if (node.logical().kind() == Logical.Kind.MAP && isWrapper(node)) {
            var entry = node.children().get(0);
            if (entry.children().size() == 2) {
                var key = shape(entry.children().get(0));
                return new Shape.Entries(
                        definition,
                        Shape.Repeated.of(entry),
                        key,
                        shape(entry.children().get(1)));
            }
            return new Shape.Elements(definition, Shape.Repeated.of(entry), element(node, entry));
        }
        var fields = new ArrayList<Shape>();
        var types = new ArrayList<Schema.Field>();
        for (var child : node.children()) {
            fields.add(shape(child));
            types.add(
                    new Schema.Field(child.name(), fields.get(fields.size() - 1).type()));
        }
        return new Shape.Row(definition, fields, new RowOf(new Schema(types)));
    }

    private static boolean isWrapper(SchemaNode node) {
        return node.children().size() == 1 && node.children().get(0).repetition() == Repetition.REPEATED;
    }

    /** The repeated node is the element itself in lists of two levels, which older writers made, and else wraps it. */
    private static Shape element(SchemaNode list, SchemaNode repeated) {
        var wraps = !repeated.isLeaf()
                && repeated.children().size() == 1
                && repeated.children().get(0).repetition() != Repetition.REPEATED
                && !repeated.name().equals("array")
                && !repeated.name().equals(list.name() + "_tuple");
        return wraps ? shape(repeated.children().get(0)) : single(repeated);
    }

    private static DataType leafType(SchemaNode node) {
        var physical = node.primitive().physical();
        var logical = node.logical();
        return switch (logical.kind()) {
            case DECIMAL -> decimal(node);
            case STRING -> physical.isBytes() ? Scalar.VARCHAR : physical.decoded;
            case DATE -> physical == Physical.INT32 ? Scalar.DATE : physical.decoded;
            case TIME ->
                physical == (logical.digits() == 3 ? Physical.INT32 : Physical.INT64) ? Scalar.TIME : physical.decoded;
            case TIMESTAMP ->
                physical == Physical.INT64 ? new Timestamp(logical.digits(), logical.flag()) : physical.decoded;
            case INTEGER -> integer(node);
            case FLOAT16 -> node.primitive().width() == 2 ? Scalar.REAL : physical.decoded;
            case UUID -> node.primitive().width() == 16 ? Scalar.VARCHAR : physical.decoded;
            case INTERVAL -> node.primitive().width() == 12 ? Scalar.INTERVAL_MICROS : physical.decoded;
            case NONE, LIST, MAP -> physical == Physical.INT96 ? new Timestamp(6, false) : physical.decoded;
        };
    }

    private static DataType decimal(SchemaNode node) {
        var precision = node.logical().digits();
        var scale = node.logical().scale();
        var physical = node.primitive().physical();
        if (physical == Physical.BOOLEAN
                || physical == Physical.FLOAT
                || physical == Physical.DOUBLE
                || physical == Physical.INT96) {
            return physical.decoded;
        }
        if (precision < 1 || precision > Decimal.MAX_PRECISION || scale < 0 || scale > precision) {
            throw new UnsupportedTypeException(
                    "decimal(" + precision + "," + scale + ") of column " + node.name() + " cannot be read");
        }
        return new Decimal(precision, scale);
    }

    private static DataType integer(SchemaNode node) {
        var signed = node.logical().flag();
        var bits = node.logical().digits();
        var physical = node.primitive().physical();
        if (physical == Physical.INT64) {
            return signed || bits != 64 ? Scalar.BIGINT : new Decimal(20, 0);
        }
        if (physical != Physical.INT32) {
            return physical.decoded;
        }
        return switch (bits) {
            case 8 -> signed ? Scalar.TINYINT : Scalar.SMALLINT;
            case 16 -> signed ? Scalar.SMALLINT : Scalar.INT;
            default -> signed ? Scalar.INT : Scalar.BIGINT;
        };
    }

    /** A type that the engine does not have. */
    static final class UnsupportedTypeException extends RuntimeException {
        UnsupportedTypeException(String message) {
            super(message);
        }
    }
}
