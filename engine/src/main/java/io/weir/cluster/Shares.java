package io.weir.cluster;

import io.weir.exchange.Runs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What each task of a stage reads of the stage's edges by hash: a run of partitions. Of one edge, the divided one, a run may begin and
 * end in the midst of a partition, between two of its writers; all tasks that read some of that partition read it whole of the other
 * edges.
 *
 * @param divided the edge by place, {@link #NONE} if there is none
 * @param cuts where the run of each task begins, and where the last one ends
 */
record Shares(int divided, List<Cut> cuts) implements Serializable {
    static final int NONE = -1;

    Shares {
        cuts = List.copyOf(cuts);
    }

    /** A place between what was written: before what this writer left of this partition. */
    record Cut(int partition, int writer) implements Serializable {}

    /** Neighbouring partitions as neighbouring writers left them; the ends are behind the last ones. */
    record Piece(int fromPartition, int toPartition, int fromWriter, int toWriter) {}

    static Shares of(Runs runs) {
        return new Shares(
                NONE, runs.borders().stream().map(border -> new Cut(border, 0)).toList());
    }

    /** The runs, if no partition is divided. */
    Runs runs() {
        if (divided != NONE) {
            throw new IllegalStateException("partitions are divided: " + this);
        }
        return new Runs(cuts.stream().map(Cut::partition).toList());
    }

    /** True if another task reads a part of the same partition of that edge. */
    boolean isDivided(int edge, int task) {
        return edge == divided
                && (cuts.get(task).writer() > 0 || cuts.get(task + 1).writer() > 0);
    }

    /** What a task reads of an edge of so many writers. */
    List<Piece> of(int edge, int task, int writers) {
        var from = cuts.get(task);
        var to = cuts.get(task + 1);
        if (edge != divided) {
            return List.of(new Piece(from.partition(), to.partition() + (to.writer() > 0 ? 1 : 0), 0, writers));
        }
        if (from.partition() == to.partition()) {
            return List.of(new Piece(from.partition(), from.partition() + 1, from.writer(), to.writer()));
        }
        var pieces = new ArrayList<Piece>();
        var whole = from.partition();
        if (from.writer() > 0) {
            pieces.add(new Piece(whole, ++whole, from.writer(), writers));
        }
        if (whole < to.partition()) {
            pieces.add(new Piece(whole, to.partition(), 0, writers));
        }
        if (to.writer() > 0) {
            pieces.add(new Piece(to.partition(), to.partition() + 1, 0, to.writer()));
        }
        return pieces;
    }
}
