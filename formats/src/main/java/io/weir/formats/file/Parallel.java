package io.weir.formats.file;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Does the same with many files at once. */
final class Parallel {
    /** As many as may wait for what lies elsewhere; the common pool has as many as there are cores. Its threads end when idle. */
    private static final ForkJoinPool HELPERS = new ForkJoinPool(16);

    private Parallel() {}

    /**
     * Answers in the order of the arguments; throws what the first of them that failed threw. The caller takes part, so that little work
     * is done before others have woken up.
     */
    static <T, R> List<R> map(List<T> arguments, Function<T, R> work) {
        var pieces = arguments.stream()
                .map(argument -> new FutureTask<>(() -> work.apply(argument)))
                .toList();
        pieces.stream().skip(1).forEach(HELPERS::execute);
        pieces.forEach(FutureTask::run); // does nothing where a helper was faster
        return pieces.stream().map(Parallel::answer).toList();
    }

    private static <R> R answer(FutureTask<R> piece) {
        try {
            return piece.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at files", e);
        }
    }
}
