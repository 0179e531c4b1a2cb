package io.weir.hdfs.record;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form of a journal: a word, then records, each as its length, its sum and its bytes. It begins with all records that there were;
 * an empty one ends these, and only then the journal counts. What is torn or damaged ends it.
 */
final class RecordFile {
    private static final int WORD = 0x57454a31;
    private static final int LONGEST = 1 << 30;

    private RecordFile() {}

    /** The beginning of a journal. */
    static byte[] beginning(List<byte[]> records) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(WORD);
        bytes.write(encode(records));
        bytes.write(encode(List.of(new byte[0])));
        return bytes.toByteArray();
    }

    static byte[] encode(List<byte[]> records) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (var record : records) {
            out.writeInt(record.length);
            out.writeInt(sum(record));
            out.write(record);
        }
        return bytes.toByteArray();
    }

    /** Empty if not even the beginning is whole. */
    static Optional<List<byte[]>> read(InputStream file) throws IOException {
        var in = new DataInputStream(file);
        var records = new ArrayList<byte[]>();
        var counts = false;
        try {
            if (in.readInt() != WORD) {
                return Optional.empty();
            }
            while (true) {
                var length = in.readInt();
                var sum = in.readInt();
                if (length < 0 || length > LONGEST) {
                    break;
                }
                var record = in.readNBytes(length);
                if (record.length < length || sum(record) != sum) {
                    break;
                }
                if (length == 0) {
                    counts = true;
                } else {
                    records.add(record);
                }
            }
        } catch (EOFException end) {
            // whole, or torn between two records
        }
        return counts ? Optional.of(records) : Optional.empty();
    }

    private static int sum(byte[] record) {
        var sum = new CRC32();
        sum.update(record);
        // a run of zeros, as a lost block leaves it, is no record
        return ~(int) sum.getValue();
    }
}
