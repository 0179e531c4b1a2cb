package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.vector.Vector;
import java.util.List;

/** Replaces the columns by what expressions make of them. */
public final class Project implements Operator {
    private final List<Expression> expressions;

    public Project(List<Expression> expressions) {
        this.expressions = List.copyOf(expressions);
    }

    /** An output column for each expression, in their order; none makes batches that only count rows. */
    public record Plan(List<Expression> expressions) implements OperatorFactory {
        public Plan {
            expressions = List.copyOf(expressions);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Project(expressions);
        }

        @Override
        public String name() {
            return "Project";
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        var columns = new Vector[expressions.size()];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = expressions.get(i).evaluate(batch, batch.selection());
        }
        output.emit(batch.withColumns(columns));
    }
}
