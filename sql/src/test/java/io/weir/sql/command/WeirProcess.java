package io.weir.sql.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, in a directory. */
final class WeirProcess {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path errors;

    record Ended(int code, String out, String errors) {}

    private WeirProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static WeirProcess start(Path directory, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Weir.class.getName()));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile(directory, "errors", ".txt");
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
        return new WeirProcess(process, errors);
    }

    static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
        return start(directory, arguments).await();
    }

    Process process() {
        return process;
    }

    /** Reads what is left of its output and waits for its end. */
    Ended await() throws IOException, InterruptedException {
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(code(), out, Files.readString(errors));
    }

    int code() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }
}
