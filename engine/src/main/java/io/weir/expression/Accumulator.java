package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.vector.Vector;

/**
 * One aggregate over many groups, numbered from 0. Owned by one thread. A group never touched has the aggregate of no rows.
 *
 * <p>{@code groups[i]} is the group of the {@code i}th row alive, {@code rows.selection().row(i)}; entries beyond
 * {@code rows.rows()} mean nothing.
 */
public interface Accumulator {
    /** Makes room: group numbers below {@code count} may follow. Called before every update or merge that brings new groups. */
    void grow(int count);

    /** Adds rows of arguments, in the order of the function's argument types. Deletes among the changes are subtracted. */
    void update(int[] groups, Batch arguments);

    /**
     * Adds rows of one group, where that is done faster than by {@link #update}. Answers false, with nothing done, where it is not:
     * which depends on the columns alone, not on the rows. The batch is not to be kept: its selection is written over afterwards.
     */
    default boolean updateOne(int group, Batch arguments) {
        return false;
    }

    /** Adds partial results as {@link #partials} answered them, perhaps in another process. */
    void merge(int[] groups, Batch partials);

    /** The partial results of groups {@code from} to {@code to - 1}, in the columns of {@link AggregateFunction#partials()}. */
    Batch partials(int from, int to);

    /** The results of groups {@code from} to {@code to - 1}. */
    Vector results(int from, int to);

    /** Bytes of heap held, roughly, current after every call. */
    long bytes();
}
