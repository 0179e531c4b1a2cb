package io.weir.relational;

import io.weir.vector.Vector;

/** Works out one {@link WindowCall} for the rows of a {@link WindowRows}, page by page in order. */
interface WindowFunction {
    Vector of(WindowPage page);

    static WindowFunction of(WindowCall call, WindowRows rows) {
        if (call instanceof WindowCall.Ranking ranking) {
            return page -> WindowRanks.of(ranking.rank(), page, rows);
        } else if (call instanceof WindowCall.Ntile ntile) {
            return page -> WindowRanks.ntile(page.batch().column(ntile.parts().index()), page);
        } else if (call instanceof WindowCall.Shift shift) {
            return new WindowShift(shift, rows);
        } else if (call instanceof WindowCall.Pick pick) {
            return new WindowPick(pick, rows);
        } else if (call instanceof WindowCall.Aggregate aggregate) {
            return new WindowAggregate(aggregate, rows);
        }
        throw new AssertionError(call);
    }
}
