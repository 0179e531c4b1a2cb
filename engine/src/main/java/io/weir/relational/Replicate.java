package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Emits each row as often as its BIGINT count column says, without that column. A count of zero, less or null drops the row. */
public final class Replicate implements Operator {
    /** How to make one. */
    public record Plan(int countColumn) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            return new Replicate(countColumn, context.batchRows());
        }

        @Override
        public String name() {
            return "Replicate by #" + countColumn;
        }
    }

    private final int countColumn;
    private final int batchRows;
    private @Nullable Batch batch;
    private long[] left = new long[0];
    private int position;

    private Replicate(int countColumn, int batchRows) {
        this.countColumn = countColumn;
        this.batchRows = batchRows;
    }

    @Override
    public void process(int input, Batch rows, Output output) throws Exception {
        var compact = rows.compact();
        var counts = (LongVector) compact.column(countColumn).flat();
        left = Arrays.copyOf(counts.values(), compact.rows());
        for (var i = 0; i < left.length; i++) {
            left[i] = counts.isNull(i) ? 0 : left[i];
        }
        var columns = new Vector[compact.width() - 1];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = compact.column(i < countColumn ? i : i + 1);
        }
        batch = Batch.of(compact.rows(), columns);
        position = 0;
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        if (batch == null) {
            return Pending.NONE;
        }
        while (position < left.length) {
            if (output.isFull()) {
                return Pending.MORE;
            }
            emitSome(batch, output);
        }
        batch = null;
        return Pending.NONE;
    }

    private void emitSome(Batch rows, Output output) throws Exception {
        var chosen = new int[batchRows];
        var n = 0;
        while (position < left.length && n < batchRows) {
            if (left[position] <= 0) {
                position++;
            } else {
                left[position]--;
                chosen[n++] = position;
            }
        }
        var repeated = Selection.of(chosen, n);
        output.emit(Batch.of(
                n, rows.columns().stream().map(column -> column.take(repeated)).toList()));
    }
}
