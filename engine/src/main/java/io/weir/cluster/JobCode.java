package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.JarLoader;
import io.weir.graph.JobJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The classes of jobs in one process: those of the engine for all of them, and a class loader for each set of jars that a job has, closed
 * with the last job that has it. Any thread.
 */
final class JobCode {
    private final JarStore store;

    /** Guarded by itself. */
    private final Map<List<JobJar>, Opened> opened = new HashMap<>();

    JobCode(JarStore store) {
        this.store = store;
    }

    private static final class Opened {
        private final JarLoader loader;
        private int jobs;

        Opened(JarLoader loader) {
            this.loader = loader;
        }
    }

    JarStore store() {
        return store;
    }

    /** That of the engine. */
    static ClassLoader loader() {
        return JobCode.class.getClassLoader();
    }

    /** For a job, until it closes them. The jars must have been stored. */
    Classes open(List<JobJar> jars) {
        if (jars.isEmpty()) {
            return new Classes(loader(), () -> {});
        }
        synchronized (opened) {
            var shared = opened.computeIfAbsent(jars, set -> new Opened(new JarLoader(files(set))));
            shared.jobs++;
            return new Classes(shared.loader, () -> close(jars));
        }
    }

    private Map<JobJar, Path> files(List<JobJar> jars) {
        var files = new LinkedHashMap<JobJar, Path>();
        for (var jar : jars) {
            files.put(
                    jar,
                    store.file(jar)
                            .orElseThrow(() -> new EngineException(
                                    ErrorCode.CONNECTION, "the jar " + jar.name() + " of the job did not arrive")));
        }
        return files;
    }

    private void close(List<JobJar> jars) {
        synchronized (opened) {
            var shared = opened.get(jars);
            shared.jobs--;
            if (shared.jobs == 0) {
                opened.remove(jars);
                try {
                    shared.loader.close();
                } catch (IOException e) {
                    throw new EngineException(ErrorCode.FILE_ACCESS, "cannot close the jars of a job", e);
                }
            }
        }
    }

    /** The classes of one job. Closing them again does nothing. */
    static final class Classes implements AutoCloseable {
        private final ClassLoader loader;
        private final Runnable close;
        private final AtomicBoolean closed = new AtomicBoolean();

        Classes(ClassLoader loader, Runnable close) {
            this.loader = loader;
            this.close = close;
        }

        ClassLoader loader() {
            return loader;
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                close.run();
            }
        }
    }
}
