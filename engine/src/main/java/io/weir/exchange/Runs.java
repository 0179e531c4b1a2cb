package io.weir.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Partitions read by tasks, a run of neighbours each.
 *
 * @param borders the first partition of each task's run, and behind the last partition
 */
public record Runs(List<Integer> borders) {
    public Runs {
        borders = List.copyOf(borders);
    }

    /** Runs of about as many partitions each, for no more tasks than partitions. */
    public static Runs even(int partitions, int tasks) {
        return new Runs(IntStream.rangeClosed(0, tasks)
                .mapToObj(task -> (int) ((long) task * partitions / tasks))
                .toList());
    }

    /** A task for each partition. */
    public static Runs each(int partitions) {
        return even(partitions, partitions);
    }

    public int partitions() {
        return borders.get(tasks());
    }

    public int tasks() {
        return borders.size() - 1;
    }

    /** The first partition of a task's run; the next task's first one ends it. */
    public int first(int task) {
        return borders.get(task);
    }

    /** The task of each partition. */
    int[] taskOfEach() {
        var answer = new int[partitions()];
        for (var task = 0; task < tasks(); task++) {
            Arrays.fill(answer, first(task), first(task + 1), task);
        }
        return answer;
    }
}
