package io.weir.flow;

import io.weir.type.DataType;
import io.weir.vector.ByteVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/**
 * The one wire form of batches, for exchange, spill and snapshot: values as they lie in memory, little endian, null masks and
 * booleans as bits. Carries its types. Keeps dictionaries (the entries in use) and constants.
 *
 * <pre>
 *   batch:  version, rows, columns, has changes, then per column: type, vector; then the changes
 *   vector: form (flat, constant, dictionary), then
 *           flat:       nulls?, values (of bytes: lengths, data; of lists and maps: lengths, elements; of rows: fields)
 *           constant:   the value as a flat vector of one row
 *           dictionary: number of entries, entries flat, nulls?, ids of 1, 2 or 4 bytes
 * </pre>
 */
public final class BatchCodec {
    private static final int VERSION = 1;

    private BatchCodec() {}

    /** Appends the rows alive. Java objects have no wire form. */
    public static void write(Batch batch, WireWriter out) {
        var encoder = new VectorEncoder(out);
        var rows = batch.selection();
        var changes = batch.changes();
        out.putByte(VERSION);
        out.putInt(rows.count());
        out.putInt(batch.width());
        out.putByte(changes == null ? 0 : 1);
        for (var column = 0; column < batch.width(); column++) {
            var vector = batch.column(column);
            TypeCodec.write(vector.type(), out);
            encoder.write(vector, rows);
        }
        if (changes != null) {
            out.putBytes(changes.values(), rows);
        }
    }

    /** Reads one batch and leaves what follows it. Fails with BAD_DATA where the bytes contradict themselves. */
    public static Batch read(WireReader in) {
        var version = in.getByte();
        if (version != VERSION) {
            throw WireReader.damaged("version " + version);
        }
        var rows = in.getInt();
        if (rows < 0) {
            throw WireReader.damaged(rows + " rows");
        }
        var columns = new Vector[in.getCount(2)];
        var hasChanges = in.getByte() != 0;
        var decoder = new VectorDecoder(in);
        for (var column = 0; column < columns.length; column++) {
            columns[column] = decoder.read(TypeCodec.read(in), rows);
        }
        var batch = Batch.of(rows, columns);
        return hasChanges ? batch.withChanges(readChanges(in, rows)) : batch;
    }

    private static ByteVector readChanges(WireReader in, int rows) {
        return new ByteVector(DataType.Scalar.TINYINT, in.getBytes(rows), null, rows);
    }

    /** The wire form on its own. */
    public static byte[] encode(Batch batch) {
        var out = new WireWriter(1024);
        write(batch, out);
        return Arrays.copyOf(out.bytes(), out.size());
    }

    /** What {@link #encode} answered. */
    public static Batch decode(byte[] bytes) {
        return read(new WireReader(bytes, 0, bytes.length));
    }
}
