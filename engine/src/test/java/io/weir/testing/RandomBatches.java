package io.weir.testing;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ByteVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Batches of every type in every kind of vector, from a seed. */
public final class RandomBatches {
    private static final List<DataType> TYPES = List.of(
                    "boolean",
                    "tinyint",
                    "smallint",
                    "int",
                    "bigint",
                    "real",
                    "double",
                    "varchar",
                    "varbinary",
                    "date",
                    "time",
                    "interval_months",
                    "interval_micros",
                    "char(7)",
                    "decimal(12,3)",
                    "decimal(38,10)",
                    "timestamp(3)",
                    "timestamp(9)",
                    "timestamptz(6)",
                    "array(varchar)",
                    "map(int,array(bigint))",
                    "row(a:int,b:row(c:varchar,d:decimal(30,2)))")
            .stream()
            .map(Types::parse)
            .toList();

    private final Random random;

    public RandomBatches(long seed) {
        random = new Random(seed);
    }

    public static List<DataType> allTypes() {
        return TYPES;
    }

    /** Of any types, with or without nulls, dead rows and changes. */
    public Batch any() {
        var types = new ArrayList<DataType>();
        for (var i = random.nextInt(6); i > 0; i--) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        return of(types, random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(600));
    }

    public Batch of(List<DataType> types, int rows) {
        var columns = types.stream().map(type -> vector(type, rows)).toArray(Vector[]::new);
        var batch = Batch.of(rows, columns);
        if (random.nextInt(4) == 0) {
            var marks = new byte[rows];
            for (var i = 0; i < rows; i++) {
                marks[i] = (byte) (random.nextBoolean() ? 1 : -1);
            }
            batch = batch.withChanges(new ByteVector(DataType.Scalar.TINYINT, marks, null, rows));
        }
        return random.nextBoolean() ? batch : batch.select(rows(rows));
    }

    private Selection rows(int rows) {
        var mask = new boolean[rows];
        for (var i = 0; i < rows; i++) {
            mask[i] = random.nextInt(3) > 0;
        }
        return Selection.where(mask, Selection.all(rows));
    }

    /** Flat, of a dictionary or constant. */
    public Vector vector(DataType type, int rows) {
        var nulls = random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> new ConstantVector(flat(type, 1, nulls), rows);
            case 1 -> {
                var entries = 1 + random.nextInt(random.nextBoolean() ? 5 : 2000);
                var ids = random.ints(rows, 0, entries).toArray();
                var mask = nulls == 0 ? null : new boolean[rows];
                for (var i = 0; mask != null && i < rows; i++) {
                    mask[i] = random.nextInt(5) == 0;
                }
                yield new DictionaryVector(new Dictionary(flat(type, entries, random.nextInt(2))), ids, mask, rows);
            }
            default -> flat(type, rows, nulls);
        };
    }

    private Vector flat(DataType type, int rows, int nulls) {
        var builder = VectorBuilder.of(type, rows);
        for (var i = 0; i < rows; i++) {
            Values.append(builder, nulls > 0 && random.nextInt(6 / nulls) == 0 ? null : value(type));
        }
        return builder.build();
    }

    /** A value that is not null, with nulls inside. */
    private Object value(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN -> random.nextBoolean();
            case BYTE -> (long) (byte) random.nextInt();
            case SHORT -> (long) (short) random.nextInt();
            case INT -> type == DataType.Scalar.DATE ? LocalDate.ofEpochDay(random.nextInt(50_000)) : random.nextInt();
            case LONG -> ofLong(type);
            case DECIMAL128 -> new BigDecimal(new BigInteger(90, random), ((DataType.Decimal) type).scale());
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextGaussian();
            case BYTES -> {
                var text = Long.toUnsignedString(random.nextLong(), 36).substring(0, random.nextInt(4));
                yield type == DataType.Scalar.VARBINARY ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8) : text;
            }
            case LIST -> {
                var list = new ArrayList<@Nullable Object>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.add(random.nextInt(4) == 0 ? null : value(((DataType.ListOf) type).element()));
                }
                yield list;
            }
            case MAP -> {
                var map = new LinkedHashMap<Object, @Nullable Object>();
                for (var i = random.nextInt(3); i > 0; i--) {
                    map.put(value(((DataType.MapOf) type).key()), value(((DataType.MapOf) type).value()));
                }
                yield map;
            }
            case ROW -> {
                var fields = new ArrayList<@Nullable Object>();
                for (var field : ((DataType.RowOf) type).schema().types()) {
                    fields.add(random.nextInt(4) == 0 ? null : value(field));
                }
                yield fields;
            }
            case OBJECT -> throw new AssertionError(type);
        };
    }

    private Object ofLong(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return BigDecimal.valueOf(random.nextInt(), decimal.scale());
        } else if (type instanceof DataType.Timestamp timestamp) {
            var micros = random.nextInt(1_000_000) * 1000;
            var seconds = random.nextInt();
            return timestamp.zoned()
                    ? java.time.Instant.ofEpochSecond(seconds, micros)
                    : LocalDateTime.ofEpochSecond(seconds, micros, ZoneOffset.UTC);
        } else if (type == DataType.Scalar.TIME) {
            return LocalTime.ofSecondOfDay(random.nextInt(86_400));
        }
        return random.nextLong();
    }
}
