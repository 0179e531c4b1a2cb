package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;

/** Passes on the rows for which a condition is true. */
public final class Filter implements Operator {
    /** Fewer rows than one in so many are copied together: what follows then does not work on rows that are gone. */
    private static final int SPARSE = 8;

    private final Expression condition;

    public Filter(Expression condition) {
        this.condition = condition;
    }

    /** The condition is BOOLEAN. */
    public record Plan(Expression condition) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            return new Filter(condition);
        }

        @Override
        public String name() {
            return "Filter";
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        var kept = batch.select(condition.select(batch, batch.selection()));
        if (kept.rows() > 0) {
            output.emit(kept.rows() < kept.physicalRows() / SPARSE ? kept.compact() : kept);
        }
    }
}
