package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;

/** Passes its input on and fails when it has a second row: the check of a scalar subquery. */
public final class SingleRow implements Operator {
    /** How to make one; of use in a stage with one task only. */
    public record Plan() implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            return new SingleRow();
        }

        @Override
        public String name() {
            return "SingleRow";
        }
    }

    private int seen;

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        seen += batch.rows();
        if (seen > 1) {
            throw new EngineException(
                    ErrorCode.SUBQUERY_MORE_THAN_ONE_ROW, "scalar subquery returned more than one row");
        }
        output.emit(batch);
    }
}
