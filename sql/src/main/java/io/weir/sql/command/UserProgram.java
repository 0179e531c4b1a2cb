package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.JarLoader;
import io.weir.graph.JobRunner;
import io.weir.graph.Program;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The main method of a user's class, run in this process. */
final class UserProgram {
    private final String main;
    private final List<Path> jars;
    private final List<String> arguments;

    UserProgram(String main, List<Path> jars, List<String> arguments) {
        this.main = main;
        this.jars = jars;
        this.arguments = arguments;
    }

    /** Answers its exit code: what it ended with, or 0 when its main method has returned. Throws what that throws. */
    int run(JobRunner runner) throws IOException {
        try (var program = new Program(JarLoader.describe(jars), runner)) {
            var method = method(program.classes());
            var thread = new Thread(() -> call(method, program), "main");
            thread.setContextClassLoader(program.classes());
            // a program that has said that it ends is not waited for
            thread.setDaemon(true);
            thread.start();
            return program.end().join();
        } catch (CompletionException thrown) {
            throw thrown.getCause() instanceof EngineException known
                    ? known
                    : new EngineException(
                            ErrorCode.INTERNAL, "the program failed: " + thrown.getCause(), thrown.getCause());
        }
    }

    private Method method(ClassLoader classes) {
        try {
            var method = Class.forName(main, false, classes).getMethod("main", String[].class);
            if (!Modifier.isStatic(method.getModifiers())) {
                throw new NoSuchMethodException("main is not static");
            }
            method.setAccessible(true);
            return method;
        } catch (ClassNotFoundException missing) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no class " + main + " in " + jars, missing);
        } catch (NoSuchMethodException | LinkageError unusable) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the class " + main + " has no main method that can be run: " + unusable,
                    unusable);
        }
    }

    private void call(Method method, Program program) {
        try {
            method.invoke(null, (Object) arguments.toArray(String[]::new));
            program.end().complete(0);
        } catch (InvocationTargetException thrown) {
            program.end().completeExceptionally(thrown.getCause());
        } catch (ReflectiveOperationException | RuntimeException failed) {
            program.end().completeExceptionally(failed);
        }
    }
}
