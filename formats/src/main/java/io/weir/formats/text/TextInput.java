package io.weir.formats.text;

import com.github.luben.zstd.ZstdInputStream;
import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of a file of text from some position on, decompressed as its name says. Closing it leaves the file open. */
public final class TextInput {
    private static final int GZIP_BUFFER = 1 << 16;

    private TextInput() {}

    public static boolean isCompressed(String path) {
        var name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") || name.endsWith(".zst");
    }

    /** {@code from} is 0 where the file is compressed. */
    public static InputStream open(FileInput file, long from) throws IOException {
        var name = file.file().path().toLowerCase(Locale.ROOT);
        var stored = new Stored(file, from);
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(stored, GZIP_BUFFER);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(stored) : stored;
    }

    private static final class Stored extends InputStream {
        private final FileInput file;
        private long position;

        Stored(FileInput file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte @Nullable [] target, int offset, int length) throws IOException {
            var count = (int) Math.min(length, file.file().length() - position);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            file.read(position, target, offset, count);
            position += count;
            return count;
        }

        /** The decompressing streams ask for it to see whether another member follows. */
        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, file.file().length() - position);
        }
    }
}
