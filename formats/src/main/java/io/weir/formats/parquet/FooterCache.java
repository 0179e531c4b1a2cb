package io.weir.formats.parquet;

import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FileInput;
import java.io.IOException;
import java.util.LinkedHashMap;

/** The footers used last, shared by all readers of a process, so that each part of a file need not read its footer again. */
final class FooterCache {
    private static final long MAX_BYTES = 32L << 20;

    private final LinkedHashMap<FileEntry, Footer> footers = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    Footer get(FileInput file) throws IOException {
        synchronized (this) {
            var known = footers.get(file.file());
            if (known != null) {
                return known;
            }
        }
        var read = FooterReader.read(file);
        put(file.file(), read);
        return read;
    }

    private synchronized void put(FileEntry file, Footer footer) {
        if (footers.put(file, footer) == null) {
            bytes += footer.bytes();
        }
        var eldest = footers.entrySet().iterator();
        while (bytes > MAX_BYTES && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }
}
