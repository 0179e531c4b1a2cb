package io.weir.exchange;

import java.util.Arrays;

/** So many partitions read by so many tasks, at most one a partition: a run of neighbours each. */
public record Runs(int partitions, int tasks) {
    /** A task for each partition. */
    public static Runs each(int partitions) {
        return new Runs(partitions, partitions);
    }

    /** The first partition of a task's run; the next task's first one ends it. */
    public int first(int task) {
        return (int) ((long) task * partitions / tasks);
    }

    /** The task of each partition. */
    int[] taskOfEach() {
        var answer = new int[partitions];
        for (var task = 0; task < tasks; task++) {
            Arrays.fill(answer, first(task), first(task + 1), task);
        }
        return answer;
    }
}
