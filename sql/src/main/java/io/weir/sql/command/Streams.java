package io.weir.sql.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard streams of the process. */
public final class Streams {
    private Streams() {}

    /** Standard output without the layer that hides a reader that has gone away. It stays open: the process may have more to say. */
    public static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {}
        };
    }

    static boolean inIsTerminal() {
        return isTerminal(0);
    }

    static boolean outIsTerminal() {
        return isTerminal(1);
    }

    public static boolean errIsTerminal() {
        return isTerminal(2);
    }

    /** The columns of the terminal; many where that is unknown. */
    static int screenWidth() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return size.length == 2 && !size[1].equals("0") ? Integer.parseInt(size[1]) : Integer.MAX_VALUE;
        } catch (IOException | NumberFormatException noTerminal) {
            return Integer.MAX_VALUE;
        }
    }

    private static boolean isTerminal(int descriptor) {
        var link = Path.of("/proc/self/fd/" + descriptor);
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noProc) {
            return isTerminalToTheShell(descriptor);
        }
    }

    private static boolean isTerminalToTheShell(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
