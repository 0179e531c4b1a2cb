package io.weir.formats.text;

import com.github.luben.zstd.ZstdOutputStream;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FormatOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Text on its way to a file, compressed or not. */
public final class TextOutput implements Closeable {
    public static final String COMPRESSION = "compression";
    private static final int BUFFER = 1 << 16;

    private final OutputStream file;
    private final OutputStream out;

    /** {@code ending} stands for a compression, see {@link #ending}. */
    public TextOutput(OutputStream file, String ending) throws IOException {
        this.file = file;
        this.out = switch (ending) {
            case ".gz" -> new GZIPOutputStream(file, BUFFER);
            case ".zst" -> new ZstdOutputStream(file);
            default -> file;
        };
    }

    /** What the names of files end with that are compressed as the options say; empty for no compression. */
    public static String ending(FormatOptions options) {
        return switch (options.get(COMPRESSION, "none")) {
            case "none", "uncompressed" -> "";
            case "gzip" -> ".gz";
            case "zstd" -> ".zst";
            default ->
                throw new EngineException(
                        ErrorCode.INVALID_OPTION,
                        "compression of files of text is one of none, gzip, zstd: " + options.get(COMPRESSION, ""));
        };
    }

    /** Takes all of the text and leaves the buffer empty. */
    public void write(TextBuffer text) throws IOException {
        text.drainTo(out);
    }

    /** Ends the compressed data. */
    public void finish() throws IOException {
        out.flush();
        if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
        } else if (out instanceof ZstdOutputStream) {
            out.close();
        }
    }

    /** Without {@link #finish} the file is not whole. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
