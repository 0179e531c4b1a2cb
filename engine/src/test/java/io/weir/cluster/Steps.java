package io.weir.cluster;

import io.weir.flow.Batch;
import io.weir.operator.EveryRow;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Small operators over one or two columns of numbers. */
final class Steps {
    private Steps() {}

    /** Names an operator and counts its lives. */
    record Named(String name, Numbers.Tally tally, Body body) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) throws Exception {
            var operator = body.create(context);
            tally.opened.incrementAndGet();
            return new Counted(operator, tally);
        }
    }

    interface Body extends java.io.Serializable {
        Operator create(OperatorContext context) throws Exception;
    }

    private static final class Counted implements Operator {
        private final Operator operator;
        private final Numbers.Tally tally;
        private boolean closed;

        Counted(Operator operator, Numbers.Tally tally) {
            this.operator = operator;
            this.tally = tally;
        }

        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            operator.process(input, batch, output);
        }

        @Override
        public boolean wants(int input) {
            return operator.wants(input);
        }

        @Override
        public boolean done() {
            return operator.done();
        }

        @Override
        public Pending resume(Output output) throws Exception {
            return operator.resume(output);
        }

        @Override
        public void finish(int input, Output output) throws Exception {
            operator.finish(input, output);
        }

        @Override
        public void close() {
            operator.close();
            tally.closed.incrementAndGet();
            if (closed) {
                tally.closedTwice.incrementAndGet();
            }
            closed = true;
        }
    }

    static long[] numbers(Batch batch) {
        var values = ((LongVector) batch.compact().column(0).flat()).values();
        return java.util.Arrays.copyOf(values, batch.rows());
    }

    static Batch batch(long... values) {
        return Batch.of(new LongVector(DataType.Scalar.BIGINT, values, null, values.length));
    }

    /** Keeps what can be divided. */
    static Operator multiplesOf(long divisor) {
        return (input, batch, output) -> {
            var values = ((LongVector) batch.column(0)).values();
            var rows = batch.selection();
            var mask = new boolean[batch.physicalRows()];
            for (var i = 0; i < rows.count(); i++) {
                mask[rows.row(i)] = values[rows.row(i)] % divisor == 0;
            }
            output.emit(batch.select(Selection.where(mask, rows)));
        };
    }

    /** Sums up, and answers the sum at the end. */
    static final class Sum implements Operator {
        private long sum;

        @Override
        public void process(int input, Batch batch, Output output) {
            for (var value : numbers(batch)) {
                sum += value;
            }
        }

        @Override
        public void finish(int input, Output output) throws Exception {
            output.emit(batch(sum));
        }
    }

    /** Repeats every batch so many times, never more than the output wants. */
    static final class Repeat implements Operator {
        private final int times;
        private final Deque<Batch> waiting = new ArrayDeque<>();

        Repeat(int times) {
            this.times = times;
        }

        @Override
        public void process(int input, Batch batch, Output output) {
            if (!waiting.isEmpty()) {
                throw new AssertionError("a batch while another is pending");
            }
            for (var i = 0; i < times; i++) {
                waiting.add(batch);
            }
        }

        @Override
        public Pending resume(Output output) throws Exception {
            while (!waiting.isEmpty() && !output.isFull()) {
                output.emit(waiting.remove());
            }
            return waiting.isEmpty() ? Pending.NONE : Pending.MORE;
        }

        @Override
        public void finish(int input, Output output) {
            if (!waiting.isEmpty()) {
                throw new AssertionError("an end while rows are pending");
            }
        }
    }

    /** Keeps those of input 0 that input 1 holds too; wants input 1 whole before. */
    static final class Intersection implements Operator {
        private final List<Long> build = new ArrayList<>();
        private boolean built;

        @Override
        public boolean wants(int input) {
            return input == 1 || built;
        }

        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            if (input == 1) {
                for (var value : numbers(batch)) {
                    build.add(value);
                }
                return;
            }
            if (!built) {
                throw new AssertionError("the probe side came first");
            }
            for (var value : numbers(batch)) {
                if (build.contains(value)) {
                    output.emit(batch(value));
                }
            }
        }

        @Override
        public void finish(int input, Output output) {
            if (input == 0 && !built) {
                throw new AssertionError("the probe side ended first");
            }
            built |= input == 1;
        }
    }

    /** Passes so many rows, then wants no more. */
    static final class First implements Operator {
        private long remaining;

        First(long rows) {
            this.remaining = rows;
        }

        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            var kept = (int) Math.min(remaining, batch.rows());
            remaining -= kept;
            output.emit(batch.slice(0, kept));
        }

        @Override
        public boolean done() {
            return remaining == 0;
        }
    }

    /** Passes everything on, and publishes a filter at the end. */
    static final class Learn implements Operator {
        private final OperatorContext context;

        Learn(OperatorContext context) {
            this.context = context;
        }

        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            output.emit(batch);
        }

        @Override
        public void finish(int input, Output output) {
            context.publish("keys", new EveryRow());
        }
    }
}
