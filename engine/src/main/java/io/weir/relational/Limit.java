package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;

/** Drops the first rows, passes the next ones on and drops the rest. */
public final class Limit implements Operator {
    private long skipped;
    private long remaining;

    /** Skips {@code offset} rows, then passes on {@code rows}. */
    public Limit(long rows, long offset) {
        this.remaining = rows;
        this.skipped = offset;
    }

    /** Each task counts on its own: for the rows of all tasks together, one task has to do it. */
    public record Plan(long rows, long offset) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            return new Limit(rows, offset);
        }

        @Override
        public String name() {
            return offset == 0 ? "Limit " + rows : "Limit " + rows + " offset " + offset;
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        var from = (int) Math.min(skipped, batch.rows());
        skipped -= from;
        var kept = (int) Math.min(remaining, batch.rows() - from);
        remaining -= kept;
        if (kept > 0) {
            output.emit(batch.slice(from, kept));
        }
    }

    @Override
    public boolean done() {
        return remaining == 0;
    }
}
