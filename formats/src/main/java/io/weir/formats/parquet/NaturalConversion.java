package io.weir.formats.parquet;

import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;

/** From what decoders make of a leaf to the type that the leaf has. */
final class NaturalConversion {
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final int JULIAN_EPOCH = 2_440_588;

    private NaturalConversion() {}

    static Conversion of(Shape.Leaf leaf) {
        var type = leaf.type();
        var physical = leaf.node().primitive().physical();
        var logical = leaf.node().logical();
        if (type.equals(physical.decoded)) {
            return Conversion.IDENTITY;
        } else if (type instanceof Decimal decimal) {
            return decimal(physical, logical, decimal);
        } else if (type instanceof Timestamp timestamp) {
            return physical == Physical.INT96
                    ? vector -> int96(timestamp, (BytesVector) vector)
                    : scaled(timestamp, timestamp.precision() == 3 ? 1000 : 1);
        } else if (type == Scalar.TIME) {
            return time(logical.digits());
        } else if (logical.kind() == Logical.Kind.INTEGER) {
            return integer((Scalar) type, logical);
        } else if (logical.kind() == Logical.Kind.FLOAT16) {
            return vector -> halves((BytesVector) vector);
        } else if (logical.kind() == Logical.Kind.UUID) {
            return vector -> uuids((BytesVector) vector);
        } else if (type == Scalar.INTERVAL_MICROS) {
            return vector -> intervals((BytesVector) vector);
        }
        return vector -> Vectors.withType(vector, type);
    }

    private static Conversion decimal(Physical physical, Logical logical, Decimal type) {
        if (logical.kind() == Logical.Kind.INTEGER) {
            return vector -> {
                var values = (LongVector) vector;
                return new Decimal128Vector(type, new long[values.size()], values.values(), null, values.size());
            };
        }
        if (physical.isBytes()) {
            return vector -> DecimalBytes.read(type, (BytesVector) vector);
        }
        var narrow = new Decimal(
                Math.min(type.precision(), Decimal.MAX_LONG_PRECISION), type.scale() > 18 ? 18 : type.scale());
        Conversion longs = physical == Physical.INT32
                ? vector -> LongWidening.ofInts(narrow, (IntVector) vector)
                : vector -> Vectors.withType(vector, narrow);
        return narrow.equals(type)
                ? longs
                : longs.then(vector -> {
                    var values = (LongVector) vector;
                    return LongWidening.wide(type, values.values(), values.size());
                });
    }

    private static Conversion scaled(DataType type, long factor) {
        if (factor == 1) {
            return vector -> Vectors.withType(vector, type);
        }
        return vector -> {
            var values = ((LongVector) vector).values();
            var size = vector.size();
            var made = new long[size];
            for (var i = 0; i < size; i++) {
                made[i] = Math.multiplyExact(values[i], factor);
            }
            return new LongVector(type, made, null, size);
        };
    }

    private static Conversion time(int digits) {
        Conversion units = digits == 3
                ? vector -> LongWidening.ofInts(Scalar.TIME, (IntVector) vector)
                : vector -> Vectors.withType(vector, Scalar.TIME);
        return units.then(vector -> micros((LongVector) vector, digits));
    }

    private static LongVector micros(LongVector times, int digits) {
        var made = new long[times.size()];
        for (var i = 0; i < made.length; i++) {
            var time = times.value(i);
            made[i] = digits == 3 ? time * 1000 : digits == 6 ? time : time / 1000;
            expect(time >= 0 && made[i] < MICROS_A_DAY, Scalar.TIME, time);
        }
        return new LongVector(Scalar.TIME, made, null, made.length);
    }

    private static Conversion integer(Scalar type, Logical logical) {
        var mask = logical.flag() || logical.digits() > 32 ? -1L : (1L << logical.digits()) - 1;
        return vector -> {
            var values = ((IntVector) vector).values();
            var size = vector.size();
            switch (type) {
                case TINYINT -> {
                    var made = new byte[size];
                    for (var i = 0; i < size; i++) {
                        made[i] = (byte) values[i];
                        expect(made[i] == values[i], type, values[i]);
                    }
                    return new ByteVector(type, made, null, size);
                }
                case SMALLINT -> {
                    var made = new short[size];
                    for (var i = 0; i < size; i++) {
                        made[i] = (short) (values[i] & mask);
                        expect(made[i] == values[i], type, values[i]);
                    }
                    return new ShortVector(type, made, null, size);
                }
                case INT -> {
                    return vector;
                }
                default -> {
                    var made = new long[size];
                    for (var i = 0; i < size; i++) {
                        made[i] = values[i] & mask;
                    }
                    return new LongVector(type, made, null, size);
                }
            }
        };
    }

    private static void expect(boolean fits, Scalar type, long value) {
        if (!fits) {
            throw new Damage("value " + value + " in a column of " + type.sql());
        }
    }

    /** Nanoseconds of the day, then the day counted from noon of 4713 BC. */
    static LongVector int96(Timestamp type, BytesVector vector) {
        var size = vector.size();
        var made = new long[size];
        for (var i = 0; i < size; i++) {
            var at = vector.starts()[i];
            var nanos = LittleEndian.i64(vector.data(), at);
            var day = (long) LittleEndian.i32(vector.data(), at + 8) - JULIAN_EPOCH;
            made[i] = type.nanos()
                    ? Math.addExact(Math.multiplyExact(day, MICROS_A_DAY * 1000), nanos)
                    : Math.addExact(Math.multiplyExact(day, MICROS_A_DAY), Math.floorDiv(nanos, 1000L));
        }
        return new LongVector(type, made, null, size);
    }

    private static Vector halves(BytesVector vector) {
        var size = vector.size();
        var made = new float[size];
        for (var i = 0; i < size; i++) {
            var at = vector.starts()[i];
            made[i] = half(vector.data()[at] & 0xff | (vector.data()[at + 1] & 0xff) << 8);
        }
        return new FloatVector(Scalar.REAL, made, null, size);
    }

    private static float half(int bits) {
        var sign = (bits & 0x8000) << 16;
        var exponent = bits >>> 10 & 31;
        var fraction = bits & 0x3ff;
        if (exponent == 31) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            var value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
    }

    private static Vector uuids(BytesVector vector) {
        var size = vector.size();
        var digits = "0123456789abcdef";
        var data = new byte[36 * size];
        var starts = new int[size];
        var lengths = new int[size];
        for (var i = 0; i < size; i++) {
            var at = 36 * i;
            starts[i] = at;
            lengths[i] = 36;
            for (var k = 0; k < 16; k++) {
                if (k == 4 || k == 6 || k == 8 || k == 10) {
                    data[at++] = '-';
                }
                var b = vector.data()[vector.starts()[i] + k] & 0xff;
                data[at++] = (byte) digits.charAt(b >>> 4);
                data[at++] = (byte) digits.charAt(b & 15);
            }
        }
        return new BytesVector(Scalar.VARCHAR, data, starts, lengths, null, size);
    }

    /** Months, days and milliseconds, three unsigned numbers. */
    private static Vector intervals(BytesVector vector) {
        var size = vector.size();
        var made = new long[size];
        for (var i = 0; i < size; i++) {
            var at = vector.starts()[i];
            if (LittleEndian.i32(vector.data(), at) != 0) {
                throw new Damage("interval of months cannot be read as one of days");
            }
            var days = Integer.toUnsignedLong(LittleEndian.i32(vector.data(), at + 4));
            var millis = Integer.toUnsignedLong(LittleEndian.i32(vector.data(), at + 8));
            made[i] = days * MICROS_A_DAY + millis * 1000;
        }
        return new LongVector(Scalar.INTERVAL_MICROS, made, null, size);
    }
}
