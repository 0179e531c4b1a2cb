package io.weir.table.statement;

import io.weir.EngineException;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The names of types as a column of CREATE TABLE has them; what {@link DataType#sql()} writes is read back. */
public final class TypeParser {
    private static final Map<String, Scalar> PLAIN = Map.ofEntries(
            Map.entry("BOOLEAN", Scalar.BOOLEAN),
            Map.entry("BOOL", Scalar.BOOLEAN),
            Map.entry("TINYINT", Scalar.TINYINT),
            Map.entry("SMALLINT", Scalar.SMALLINT),
            Map.entry("INT", Scalar.INT),
            Map.entry("INTEGER", Scalar.INT),
            Map.entry("BIGINT", Scalar.BIGINT),
            Map.entry("REAL", Scalar.REAL),
            Map.entry("FLOAT", Scalar.DOUBLE),
            Map.entry("DOUBLE", Scalar.DOUBLE),
            Map.entry("VARBINARY", Scalar.VARBINARY),
            Map.entry("BINARY", Scalar.VARBINARY),
            Map.entry("BYTES", Scalar.VARBINARY),
            Map.entry("STRING", Scalar.VARCHAR),
            Map.entry("TEXT", Scalar.VARCHAR),
            Map.entry("LONG", Scalar.BIGINT),
            Map.entry("SHORT", Scalar.SMALLINT),
            Map.entry("BYTE", Scalar.TINYINT),
            Map.entry("DATE", Scalar.DATE));

    private final TokenCursor cursor;

    TypeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the name of one type. */
    public static DataType parse(String text) {
        var cursor = new TokenCursor(new Script.Piece(text, Position.START));
        var type = new TypeParser(cursor).type();
        cursor.expectEnd();
        return type;
    }

    DataType type() {
        var type = element();
        while (cursor.accept("ARRAY") || cursor.accept("[", "]")) {
            type = new DataType.ListOf(type);
        }
        return type;
    }

    private DataType element() {
        if (!cursor.peek().isName()) {
            throw cursor.expected("a type");
        }
        var wrong = cursor.error(
                "no type " + cursor.peek().shown() + Nearest.hint(cursor.peek().text(), names()));
        var word = cursor.next().upper();
        var plain = PLAIN.get(word);
        if (plain != null) {
            cursor.accept("PRECISION");
            return plain;
        }
        return switch (word) {
            case "DECIMAL", "NUMERIC", "DEC" -> decimal();
            case "VARCHAR" -> varchar();
            case "CHAR", "CHARACTER" -> cursor.accept("VARYING") ? varchar() : new DataType.Char(length(1));
            case "TIME" -> time();
            case "TIMESTAMP" -> timestamp();
            case "DATETIME" -> new DataType.Timestamp(length(6), false);
            case "TIMESTAMPTZ", "TIMESTAMP_LTZ" -> new DataType.Timestamp(length(6), true);
            case "INTERVAL" -> interval();
            case "ARRAY", "LIST" -> within(() -> new DataType.ListOf(type()));
            case "MAP" ->
                within(() -> {
                    var key = type();
                    cursor.expect(",");
                    return new DataType.MapOf(key, type());
                });
            case "ROW", "STRUCT" -> within(this::row);
            default -> throw wrong;
        };
    }

    private static List<String> names() {
        var names = new ArrayList<>(PLAIN.keySet());
        names.addAll(List.of("DECIMAL", "VARCHAR", "CHAR", "TIME", "TIMESTAMP", "ARRAY", "MAP", "ROW"));
        return names;
    }

    private DataType decimal() {
        var wrong = cursor.error("decimal needs a precision from 1 to 38 and a scale from 0 to it");
        var precision = DataType.Decimal.MAX_PRECISION;
        var scale = 0;
        if (cursor.accept("(")) {
            precision = cursor.integer("a precision");
            scale = cursor.accept(",") ? cursor.integer("a scale") : 0;
            cursor.expect(")");
        }
        try {
            return new DataType.Decimal(precision, scale);
        } catch (IllegalArgumentException outOfRange) {
            throw asCause(wrong, outOfRange);
        }
    }

    private static EngineException asCause(EngineException error, RuntimeException cause) {
        return new EngineException(error.code(), error.getMessage(), cause);
    }

    /** A length is read and not kept: text of any length fits. */
    private DataType varchar() {
        length(0);
        return Scalar.VARCHAR;
    }

    private int length(int otherwise) {
        if (!cursor.accept("(")) {
            return otherwise;
        }
        var length = cursor.integer("a length");
        cursor.expect(")");
        return length;
    }

    private DataType time() {
        length(6);
        cursor.accept("WITHOUT", "TIME", "ZONE");
        return Scalar.TIME;
    }

    private DataType timestamp() {
        var precision = length(6);
        if (precision > 9) {
            throw cursor.error("timestamp has at most 9 digits of a second");
        }
        var zoned = cursor.accept("WITH", "TIME", "ZONE") || cursor.accept("WITH", "LOCAL", "TIME", "ZONE");
        if (!zoned) {
            cursor.accept("WITHOUT", "TIME", "ZONE");
        }
        return new DataType.Timestamp(precision, zoned);
    }

    private DataType interval() {
        if (cursor.accept("YEAR", "TO", "MONTH") || cursor.accept("YEAR") || cursor.accept("MONTH")) {
            return Scalar.INTERVAL_MONTHS;
        }
        cursor.expect("DAY");
        if (cursor.accept("TO")) {
            cursor.expect("SECOND");
        }
        return Scalar.INTERVAL_MICROS;
    }

    private DataType within(Supplier<DataType> inside) {
        var close = cursor.accept("<") ? ">" : ")";
        if (close.equals(")")) {
            cursor.expect("(");
        }
        var type = inside.get();
        cursor.expect(close);
        return type;
    }

    private DataType row() {
        var fields = new ArrayList<Schema.Field>();
        do {
            var name = cursor.name("a field");
            cursor.accept(":");
            fields.add(new Schema.Field(name, type()));
        } while (cursor.accept(","));
        return new DataType.RowOf(new Schema(fields));
    }
}
