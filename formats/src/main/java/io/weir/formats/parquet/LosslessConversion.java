package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.math.BigInteger;
import java.util.Map;

/** From the type that a leaf has to the one asked for, where every value has its place there. */
final class LosslessConversion {
    private static final Map<DataType, Integer> INTEGER_DIGITS =
            Map.of(Scalar.TINYINT, 3, Scalar.SMALLINT, 5, Scalar.INT, 10, Scalar.BIGINT, 19);
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private LosslessConversion() {}

    /** Null where values could be lost. Instants and clock readings convert as in UTC. */
    static @Nullable Conversion between(DataType from, DataType to) {
        if (from.equals(to)) {
            return Conversion.IDENTITY;
        }
        var digits = INTEGER_DIGITS.get(from);
        if (digits != null) {
            return fromInteger(digits, to);
        }
        if (from == Scalar.REAL && to == Scalar.DOUBLE) {
            return LosslessConversion::doubles;
        }
        if (from instanceof Decimal narrow && to instanceof Decimal wide) {
            var more = wide.scale() - narrow.scale();
            return more >= 0 && wide.precision() - narrow.precision() >= more
                    ? vector -> decimals(wide, vector, more)
                    : null;
        }
        if (from instanceof Timestamp coarse && to instanceof Timestamp fine) {
            return fine.precision() < coarse.precision() ? shorter(coarse, fine) : timestamps(coarse, fine);
        }
        if (from == Scalar.DATE && to instanceof Timestamp timestamp) {
            var units = timestamp.nanos() ? 1000 * MICROS_A_DAY : MICROS_A_DAY;
            return vector -> {
                var days = LongWidening.ofInts(timestamp, (IntVector) vector);
                return LongWidening.times(timestamp, days.values(), units, days.size());
            };
        }
        if (isBytes(from) && isBytes(to)) {
            return to instanceof DataType.Char padded
                    ? vector -> unpadded(padded, (BytesVector) vector)
                    : vector -> Vectors.withType(vector, to);
        }
        return null;
    }

    private static boolean isBytes(DataType type) {
        return type == Scalar.VARCHAR || type == Scalar.VARBINARY || type instanceof DataType.Char;
    }

    private static @Nullable Conversion fromInteger(int digits, DataType to) {
        var wanted = INTEGER_DIGITS.get(to);
        if (wanted != null) {
            return wanted < digits ? null : vector -> integers(vector, (Scalar) to);
        }
        if (to instanceof Decimal decimal) {
            return decimal.precision() - decimal.scale() < digits
                    ? null
                    : vector -> decimals(decimal, integers(vector, Scalar.BIGINT), decimal.scale());
        }
        if (to == Scalar.DOUBLE && digits <= 10) {
            return vector -> {
                var values = ((LongVector) integers(vector, Scalar.BIGINT)).values();
                var made = new double[vector.size()];
                for (var i = 0; i < made.length; i++) {
                    made[i] = values[i];
                }
                return new DoubleVector(to, made, null, made.length);
            };
        }
        if (to == Scalar.REAL && digits <= 5) {
            return vector -> {
                var values = ((LongVector) integers(vector, Scalar.BIGINT)).values();
                var made = new float[vector.size()];
                for (var i = 0; i < made.length; i++) {
                    made[i] = values[i];
                }
                return new FloatVector(to, made, null, made.length);
            };
        }
        return null;
    }

    private static Vector integers(Vector vector, Scalar to) {
        var size = vector.size();
        var values = new long[size];
        if (vector instanceof ByteVector v) {
            for (var i = 0; i < size; i++) {
                values[i] = v.value(i);
            }
        } else if (vector instanceof ShortVector v) {
            for (var i = 0; i < size; i++) {
                values[i] = v.value(i);
            }
        } else if (vector instanceof IntVector v) {
            for (var i = 0; i < size; i++) {
                values[i] = v.value(i);
            }
        } else {
            values = ((LongVector) vector).values();
        }
        return switch (to) {
            case SMALLINT -> {
                var made = new short[size];
                for (var i = 0; i < size; i++) {
                    made[i] = (short) values[i];
                }
                yield new ShortVector(to, made, null, size);
            }
            case INT -> {
                var made = new int[size];
                for (var i = 0; i < size; i++) {
                    made[i] = (int) values[i];
                }
                yield new IntVector(to, made, null, size);
            }
            default -> new LongVector(to, values, null, size);
        };
    }

    private static Vector doubles(Vector vector) {
        var values = ((FloatVector) vector).values();
        var made = new double[vector.size()];
        for (var i = 0; i < made.length; i++) {
            made[i] = values[i];
        }
        return new DoubleVector(Scalar.DOUBLE, made, null, made.length);
    }

    private static Vector decimals(Decimal to, Vector vector, int moreScale) {
        var size = vector.size();
        if (to.precision() <= Decimal.MAX_LONG_PRECISION) {
            return LongWidening.times(
                    to, ((LongVector) vector).values(), power(moreScale).longValueExact(), size);
        }
        var wide = vector instanceof LongVector v
                ? LongWidening.wide(to, v.values(), size)
                : (Decimal128Vector) Vectors.withType(vector, to);
        return moreScale == 0 ? wide : scaled(to, wide, power(moreScale));
    }

    private static Vector scaled(Decimal to, Decimal128Vector vector, BigInteger factor) {
        var size = vector.size();
        var high = new long[size];
        var low = new long[size];
        for (var i = 0; i < size; i++) {
            var value = BigInteger.valueOf(vector.high(i))
                    .shiftLeft(64)
                    .or(BigInteger.valueOf(vector.low()[i])
                            .and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)))
                    .multiply(factor);
            high[i] = value.shiftRight(64).longValueExact();
            low[i] = value.longValue();
        }
        return new Decimal128Vector(to, high, low, null, size);
    }

    private static BigInteger power(int exponent) {
        return BigInteger.TEN.pow(exponent);
    }

    private static Conversion timestamps(Timestamp from, Timestamp to) {
        if (from.nanos() == to.nanos()) {
            return vector -> Vectors.withType(vector, to);
        }
        return vector -> LongWidening.times(to, ((LongVector) vector).values(), 1000, vector.size());
    }

    /** A file has three kinds of timestamps only, so that its values may have fewer digits than its type. */
    private static Conversion shorter(Timestamp from, Timestamp to) {
        var digits = (from.nanos() ? 9 : 6) - to.precision();
        var unit = 1L;
        for (var i = 0; i < digits; i++) {
            unit *= 10;
        }
        var dropped = unit;
        var divisor = from.nanos() && !to.nanos() ? 1000 : 1;
        return vector -> {
            var values = ((LongVector) vector).values();
            var made = new long[vector.size()];
            for (var i = 0; i < made.length; i++) {
                if (values[i] % dropped != 0) {
                    throw new EngineException(
                            ErrorCode.SCHEMA_MISMATCH,
                            "a timestamp of the file has more digits than " + to.sql()
                                    + ", as which the column is declared");
                }
                made[i] = values[i] / divisor;
            }
            return new LongVector(to, made, null, made.length);
        };
    }

    private static Vector unpadded(DataType.Char type, BytesVector vector) {
        var lengths = vector.lengths().clone();
        for (var i = 0; i < vector.size(); i++) {
            while (lengths[i] > 0 && vector.data()[vector.starts()[i] + lengths[i] - 1] == ' ') {
                lengths[i]--;
            }
        }
        return new BytesVector(type, vector.data(), vector.starts(), lengths, null, vector.size());
    }
}
