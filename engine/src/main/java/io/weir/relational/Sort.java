package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.Schema;
import java.util.List;
import java.util.stream.Collectors;

/** Emits all rows in order, once the input has ended. Rows that the columns find equal come in any order. */
public final class Sort implements Operator {
    /** How to make one. Orders the rows of each task for itself. */
    public record Plan(List<SortColumn> columns, Schema schema) implements OperatorFactory {
        public Plan {
            columns = List.copyOf(columns);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Sort(this, context);
        }

        @Override
        public String name() {
            return "Sort " + columns.stream().map(SortColumn::toString).collect(Collectors.joining(", "));
        }
    }

    private final SortedRuns runs;

    private Sort(Plan plan, OperatorContext context) {
        this.runs = new SortedRuns(plan.name(), plan.columns, plan.schema.types(), context);
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        runs.add(batch);
    }

    @Override
    public void finish(int input, Output output) {
        runs.end();
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (runs.hasNext()) {
            if (output.isFull()) {
                return Pending.MORE;
            }
            output.emit(runs.next());
        }
        return Pending.NONE;
    }

    @Override
    public void close() {
        runs.close();
    }
}
