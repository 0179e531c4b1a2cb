package io.weir.formats.file;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Does the same with many files at once. */
final class Parallel {
    private Parallel() {}

    /** Answers in the order of the arguments; throws what the first of them that failed threw. */
    static <T, R> List<R> map(List<T> arguments, Executor executor, Function<T, R> work) {
        if (arguments.size() < 2) {
            return arguments.stream().map(work).toList();
        }
        var answers = arguments.stream()
                .map(argument -> CompletableFuture.supplyAsync(() -> work.apply(argument), executor))
                .toList();
        try {
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
