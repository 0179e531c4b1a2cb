package io.weir.cluster;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of what a process wrote.
 *
 * @param process its name
 * @param out of its standard output
 * @param err of its standard error
 */
public record ProcessLog(String process, String out, String err) {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final String OUTPUT = "/proc/self/fd/1";

    /** Of this process, as far as its output goes to files. */
    static ProcessLog own(String name, int bytes) {
        return new ProcessLog(name, tail(OUT, bytes), tail(ERR, bytes));
    }

    /** Of what this process wrote to its standard output, from there on; empty if nothing was, or it is no file. */
    static byte[] read(long from, int most) {
        try (var file = new RandomAccessFile(OUTPUT, "r")) {
            var bytes = new byte[(int) Math.max(0, Math.min(most, file.length() - from))];
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        } catch (IOException nowhere) {
            return new byte[0];
        }
    }

    /** Of what this process wrote to its standard output, as far as that is a file. */
    static long length() {
        return new File(OUTPUT).length();
    }

    private static String tail(int descriptor, int bytes) {
        var link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            var target = Files.readSymbolicLink(link);
            if (!Files.isRegularFile(target)) {
                return "";
            }
            try (var file = new RandomAccessFile(target.toFile(), "r")) {
                var from = Math.max(0, file.length() - bytes);
                var read = new byte[(int) (file.length() - from)];
                file.seek(from);
                file.readFully(read);
                return new String(read, StandardCharsets.UTF_8);
            }
        } catch (IOException | UnsupportedOperationException nowhere) {
            return "";
        }
    }
}
