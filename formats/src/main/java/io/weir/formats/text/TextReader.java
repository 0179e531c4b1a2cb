package io.weir.formats.text;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The rows that begin in a range of a file of lines. */
public abstract class TextReader implements Source.Reader<FilePart> {
    private final FileInput file;
    private final FilePart part;
    private final ScanRequest request;
    private final ReaderContext context;
    private final long end;
    private boolean done;

    protected TextReader(FileInput file, FilePart part, ScanRequest request, ReaderContext context) {
        this.file = file;
        this.part = part;
        this.request = request;
        this.context = context;
        this.end = TextInput.isCompressed(file.file().path()) ? Long.MAX_VALUE : part.to();
    }

    /** Where to open the file: a line begins at the start of the part only if another one ends right before. */
    protected static long start(FilePart part) {
        return Math.max(0, part.from() - 1);
    }

    /** Goes to the next lines of those that begin before {@code end}; false if there are none. */
    protected abstract boolean next(long end) throws IOException;

    /** Where the line begins that comes after those. */
    protected abstract long position();

    /** The good rows of those lines. */
    protected abstract Batch parse() throws IOException;

    @Override
    public final @Nullable Batch poll() throws IOException {
        while (!done) {
            var before = position();
            if (!next(end)) {
                done = true;
                break;
            }
            context.metrics().add("bytes read", position() - before);
            var batch = filter(parse());
            if (batch.rows() > 0) {
                return batch;
            }
        }
        return null;
    }

    private Batch filter(Batch batch) {
        var kept = batch.selection();
        for (var filter : request.filters()) {
            kept = filter.select(batch, kept);
        }
        return batch.select(kept);
    }

    @Override
    public final boolean done() {
        return done;
    }

    @Override
    public final CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public final FilePart snapshot() {
        return part.from(Math.max(part.from(), position()), part.bytes());
    }

    @Override
    public final void close() {
        file.close();
    }
}
