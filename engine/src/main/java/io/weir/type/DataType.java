package io.weir.type;

import java.io.Serializable;
import java.util.Locale;

/** What a value is. Nullability is not part of a type: any value may be null. */
public sealed interface DataType extends Serializable {
    /** Which kind of flat vector holds values of this type. */
    Storage storage();

    /** The name as SQL writes it, lower case: {@code decimal(15,2)}, {@code array(bigint)}. */
    String sql();

    /** Types without parameters. */
    enum Scalar implements DataType {
        BOOLEAN(Storage.BOOLEAN),
        TINYINT(Storage.BYTE),
        SMALLINT(Storage.SHORT),
        INT(Storage.INT),
        BIGINT(Storage.LONG),
        REAL(Storage.FLOAT),
        DOUBLE(Storage.DOUBLE),
        /** UTF-8 text of any length, compared byte by byte. */
        VARCHAR(Storage.BYTES),
        VARBINARY(Storage.BYTES),
        /** Days since 1970-01-01. */
        DATE(Storage.INT),
        /** Microseconds since midnight. */
        TIME(Storage.LONG),
        INTERVAL_MONTHS(Storage.INT),
        INTERVAL_MICROS(Storage.LONG);

        private final Storage storage;

        Scalar(Storage storage) {
            this.storage = storage;
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public String sql() {
            return switch (this) {
                case INTERVAL_MONTHS -> "interval year to month";
                case INTERVAL_MICROS -> "interval day to second";
                default -> name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /** Text of exactly {@code length} characters: stored without its trailing blanks, shown with them, compared without. */
    record Char(int length) implements DataType {
        /** Of no certain length, and never padded: what is compared. */
        public static final Char ANY = new Char(Integer.MAX_VALUE);

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return "char(" + length + ")";
        }
    }

    /** An exact number: unscaled value times 10^-scale. Up to 18 digits lie in a long, up to 38 in two. */
    record Decimal(int precision, int scale) implements DataType {
        public static final int MAX_PRECISION = 38;
        public static final int MAX_LONG_PRECISION = 18;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal out of range: precision " + precision + ", scale " + scale);
            }
        }

        @Override
        public Storage storage() {
            return precision <= MAX_LONG_PRECISION ? Storage.LONG : Storage.DECIMAL128;
        }

        @Override
        public String sql() {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Decimal decimal && precision == decimal.precision && scale == decimal.scale;
        }

        @Override
        public int hashCode() {
            return 31 * precision + scale;
        }
    }

    /**
     * A point in time since 1970-01-01T00:00: microseconds up to precision 6, nanoseconds above. Zoned: an instant, shown in the
     * session's zone; not zoned: a reading of a calendar and a clock.
     */
    record Timestamp(int precision, boolean zoned) implements DataType {
        public Timestamp {
            if (precision < 0 || precision > 9) {
                throw new IllegalArgumentException("timestamp precision out of range: " + precision);
            }
        }

        public boolean nanos() {
            return precision > 6;
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "timestamp(" + precision + ")" + (zoned ? " with time zone" : "");
        }
    }

    record ListOf(DataType element) implements DataType {
        @Override
        public Storage storage() {
            return Storage.LIST;
        }

        @Override
        public String sql() {
            return "array(" + element.sql() + ")";
        }
    }

    record MapOf(DataType key, DataType value) implements DataType {
        @Override
        public Storage storage() {
            return Storage.MAP;
        }

        @Override
        public String sql() {
            return "map(" + key.sql() + ", " + value.sql() + ")";
        }
    }

    record RowOf(Schema schema) implements DataType {
        @Override
        public Storage storage() {
            return Storage.ROW;
        }

        @Override
        public String sql() {
            return "row(" + schema + ")";
        }
    }

    /** Any Java object, while it stays in one process. */
    record ObjectOf<T>(Class<T> javaClass) implements DataType {
        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String sql() {
            return "object(" + javaClass.getName() + ")";
        }
    }
}
