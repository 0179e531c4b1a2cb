package io.weir.table;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.Schema;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One row of a result. Columns count from 0. {@link #value} answers null for a null; the typed accessors throw
 * {@link NullPointerException} for it and {@link ClassCastException} where the column has another type.
 */
public final class Row {
    private final Schema schema;
    private final Batch batch;
    private final int row;

    Row(Schema schema, Batch batch, int physicalRow) {
        this.schema = schema;
        this.batch = batch;
        this.row = physicalRow;
    }

    public Schema schema() {
        return schema;
    }

    public int size() {
        return schema.size();
    }

    public boolean isNull(int column) {
        return batch.column(column).isNull(row);
    }

    /** The value as a Java object, of the class that {@link Values} names for the column's type. */
    public @Nullable Object value(int column) {
        return Values.get(batch.column(column), row);
    }

    /** The value of the first column of that name, without regard to case. */
    public @Nullable Object value(String column) {
        var index = schema.indexOf(column);
        if (index < 0) {
            throw new NoSuchElementException("no column " + column + " in " + schema);
        }
        return value(index);
    }

    public boolean booleanValue(int column) {
        return (Boolean) present(column);
    }

    /** A tinyint, smallint, int or bigint. */
    public long longValue(int column) {
        var value = present(column);
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw wrong(column, "a whole number");
    }

    /** A real or double. */
    public double doubleValue(int column) {
        var value = present(column);
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        throw wrong(column, "a real or double");
    }

    public BigDecimal decimal(int column) {
        return (BigDecimal) present(column);
    }

    /** A varchar or char. */
    public String string(int column) {
        return (String) present(column);
    }

    public byte[] bytes(int column) {
        return (byte[]) present(column);
    }

    public LocalDate date(int column) {
        return (LocalDate) present(column);
    }

    public LocalTime time(int column) {
        return (LocalTime) present(column);
    }

    /** A timestamp without time zone. */
    public LocalDateTime timestamp(int column) {
        return (LocalDateTime) present(column);
    }

    /** A timestamp with time zone. */
    public Instant instant(int column) {
        return (Instant) present(column);
    }

    /** An array, or the fields of a row in order. Elements may be null. */
    public List<?> list(int column) {
        return (List<?>) present(column);
    }

    public Map<?, ?> map(int column) {
        return (Map<?, ?>) present(column);
    }

    private Object present(int column) {
        var value = value(column);
        if (value == null) {
            throw new NullPointerException("column " + schema.field(column).name() + " is null");
        }
        return value;
    }

    private ClassCastException wrong(int column, String wanted) {
        return new ClassCastException("column " + schema.field(column).name() + " is of type "
                + schema.type(column).sql() + ", not " + wanted);
    }

    /** The values with a comma between, for messages. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(value(i));
        }
        return text.toString();
    }
}
