package io.weir.graph;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A user's program in this process: the classes of its jars, where its jobs run, and how it ends. When one of its classes ends the process,
 * just the program ends. Any thread.
 */
public final class Program implements AutoCloseable {
    private final JobRunner runner;
    private final JarLoader classes;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    /** @param jars where its jars are, in the order in which classes are looked for */
    public Program(Map<JobJar, Path> jars, JobRunner runner) {
        this.runner = runner;
        this.classes = new JarLoader(jars, this);
    }

    public JarLoader classes() {
        return classes;
    }

    /** Where its jobs run. Whoever asks does not close it. */
    public JobRunner runner() {
        return runner;
    }

    /** Its exit code, once it has ended; or what it threw. */
    public CompletableFuture<Integer> end() {
        return end;
    }

    /** What the classes of a program call in the place of {@link System#exit}. Does not return. */
    public static void exit(int code) {
        var caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass();
        JarLoader.program(caller.getClassLoader()).ifPresent(program -> program.end.complete(code));
        throw new Exit(code);
    }

    @Override
    public void close() throws java.io.IOException {
        classes.close();
    }

    /** Unwinds the thread that asked for the end. */
    private static final class Exit extends Error {
        Exit(int code) {
            super("the program ended with " + code, null, false, false);
        }
    }
}
