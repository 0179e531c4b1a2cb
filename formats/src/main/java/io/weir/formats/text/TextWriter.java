package io.weir.formats.text;

import io.weir.flow.Batch;
import io.weir.formats.file.FileFailure;
import io.weir.formats.file.Format;
import io.weir.vector.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes each row as one line. */
public abstract class TextWriter implements Format.BatchWriter {
    private static final int FLUSH_BYTES = 1 << 18;

    private final TextOutput out;
    private final TextBuffer text = new TextBuffer();
    private long written;

    /** The writer closes the stream; {@code compression} is the ending that stands for it, empty for none. */
    protected TextWriter(OutputStream out, String compression) throws IOException {
        this.out = new TextOutput(out, compression);
    }

    /** Where lines are put together. */
    protected final TextBuffer text() {
        return text;
    }

    /** Prints a row without the end of its line. */
    protected abstract void print(List<Vector> columns, int row);

    @Override
    public final void write(Batch batch) throws IOException {
        var columns = batch.columns().stream().map(Vector::flat).toList();
        for (var i = 0; i < batch.rows(); i++) {
            print(columns, batch.selection().row(i));
            text.append('\n');
            if (text.length() >= FLUSH_BYTES) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        written += text.length();
        out.write(text);
    }

    @Override
    public final long bytes() {
        return written + text.length();
    }

    @Override
    public final void finish() throws IOException {
        flush();
        out.finish();
    }

    @Override
    public final void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw FileFailure.of("close", "a file of text", e);
        }
    }
}
