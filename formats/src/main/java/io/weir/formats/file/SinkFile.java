package io.weir.formats.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A file that a writer has ended: the token by which the committer learns of it.
 *
 * @param directory of its partition, relative to the table, with a slash at the end; empty if there are no partitions
 */
record SinkFile(String directory, String name, long rows, long length) {
    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(directory);
            out.writeUTF(name);
            out.writeLong(rows);
            out.writeLong(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static SinkFile decode(byte[] token) {
        try (var in = new DataInputStream(new ByteArrayInputStream(token))) {
            return new SinkFile(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
