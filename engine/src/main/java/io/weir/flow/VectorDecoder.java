package io.weir.flow;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.ListVector;
import io.weir.vector.LongVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import java.util.ArrayList;

/** Reads what a {@link VectorEncoder} wrote. */
final class VectorDecoder {
    private final WireReader in;

    VectorDecoder(WireReader in) {
        this.in = in;
    }

    Vector read(DataType type, int rows) {
        var form = in.getByte();
        return switch (form) {
            case VectorEncoder.FLAT -> readFlat(type, rows);
            case VectorEncoder.CONSTANT -> new ConstantVector(readFlat(type, 1), rows);
            case VectorEncoder.DICTIONARY -> readDictionary(type, rows);
            default -> throw WireReader.damaged("no vector has the form " + form);
        };
    }

    private Vector readDictionary(DataType type, int rows) {
        var entries = in.getInt();
        if (entries < 0 || entries > rows) {
            throw WireReader.damaged(entries + " entries for " + rows + " rows");
        }
        var dictionary = new Dictionary(readFlat(type, entries));
        var nulls = readNulls(rows);
        var ids = entries > 1 << 16 ? in.getInts(rows) : readIds(rows, entries > 1 << 8 ? 2 : 1);
        for (var id : ids) {
            if (id < 0 || id >= entries) {
                throw WireReader.damaged("id " + id + " of " + entries + " entries");
            }
        }
        return new DictionaryVector(dictionary, ids, nulls, rows);
    }

    private int[] readIds(int rows, int width) {
        var bytes = in.getBytes((int) Math.min((long) rows * width, Integer.MAX_VALUE));
        var ids = new int[rows];
        for (var i = 0; i < rows; i++) {
            ids[i] = width == 1 ? bytes[i] & 0xff : bytes[2 * i] & 0xff | (bytes[2 * i + 1] & 0xff) << 8;
        }
        return ids;
    }

    private boolean @Nullable [] readNulls(int rows) {
        return in.getByte() == 0 ? null : in.getBits(rows);
    }

    private Vector readFlat(DataType type, int rows) {
        var nulls = readNulls(rows);
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, in.getBits(rows), nulls, rows);
            case BYTE -> new ByteVector(type, in.getBytes(rows), nulls, rows);
            case SHORT -> new ShortVector(type, in.getShorts(rows), nulls, rows);
            case INT -> new IntVector(type, in.getInts(rows), nulls, rows);
            case LONG -> new LongVector(type, in.getLongs(rows), nulls, rows);
            case DECIMAL128 -> {
                var high = in.getByte() == 0 ? null : in.getLongs(rows);
                yield new Decimal128Vector(type, high, in.getLongs(rows), nulls, rows);
            }
            case FLOAT -> new FloatVector(type, in.getFloats(rows), nulls, rows);
            case DOUBLE -> new DoubleVector(type, in.getDoubles(rows), nulls, rows);
            case BYTES -> {
                var lengths = in.getInts(rows);
                var starts = starts(lengths);
                yield new BytesVector(type, in.getBytes(total(starts, lengths)), starts, lengths, nulls, rows);
            }
            case LIST -> {
                var list = (DataType.ListOf) type;
                var lengths = in.getInts(rows);
                var starts = starts(lengths);
                yield new ListVector(list, starts, lengths, read(list.element(), total(starts, lengths)), nulls, rows);
            }
            case MAP -> {
                var map = (DataType.MapOf) type;
                var lengths = in.getInts(rows);
                var starts = starts(lengths);
                var count = total(starts, lengths);
                var entries = new MapVector.Entries(starts, lengths, read(map.key(), count), read(map.value(), count));
                yield new MapVector(map, entries, nulls, rows);
            }
            case ROW -> {
                var row = (DataType.RowOf) type;
                var fields = new ArrayList<Vector>();
                for (var field : row.schema().types()) {
                    fields.add(read(field, rows));
                }
                yield new RowVector(row, fields, nulls, rows);
            }
            case OBJECT -> throw new AssertionError(type);
        };
    }

    private static int[] starts(int[] lengths) {
        var starts = new int[lengths.length];
        var position = 0L;
        for (var i = 0; i < lengths.length; i++) {
            starts[i] = (int) position;
            position += lengths[i];
            if (lengths[i] < 0 || position > Integer.MAX_VALUE) {
                throw WireReader.damaged("length " + lengths[i]);
            }
        }
        return starts;
    }

    private static int total(int[] starts, int[] lengths) {
        var last = lengths.length - 1;
        return last < 0 ? 0 : starts[last] + lengths[last];
    }
}
