package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs an operator in every mode and compares its rows with what is expected: one row per batch; all in one; output full at every
 * emit; memory refused, so that it spills; selected rows, dictionaries and constants in place of flat vectors. Fails too if the
 * operator makes no progress, or keeps memory or files after it was closed.
 *
 * <pre>
 *   test(new Limit.Plan(2, 0)).input(0, orders).expect("1 Bern", "2 -");
 * </pre>
 */
public final class OperatorTester {
    private static final int CALLS_WITHOUT_OUTPUT = 100_000;

    private final List<OperatorFactory> factories;
    private final Map<Integer, List<Batch>> inputs = new TreeMap<>();

    private OperatorTester(List<OperatorFactory> factories) {
        this.factories = factories;
    }

    public static OperatorTester test(OperatorFactory factory) {
        return new OperatorTester(List.of(factory));
    }

    /** Runs one operator, then the next on what the first answers, and so on. */
    public static OperatorTester testInTurn(OperatorFactory... factories) {
        return new OperatorTester(List.of(factories));
    }

    /** Rows of an input. All inputs that the operator has must be named, if only without rows. */
    public OperatorTester input(int number, Batch... batches) {
        inputs.computeIfAbsent(number, key -> new ArrayList<>()).addAll(List.of(batches));
        return this;
    }

    /** Expects these rows in any order. */
    public void expect(String... rows) {
        for (var mode : TestMode.all()) {
            var actual = run(mode).stream()
                    .flatMap(batch -> Batches.lines(batch).stream())
                    .toList();
            assertThat(actual).as(mode.name()).containsExactlyInAnyOrder(rows);
        }
    }

    /** Expects these rows in this order. */
    public void expectInOrder(String... rows) {
        for (var mode : TestMode.all()) {
            var actual = run(mode).stream()
                    .flatMap(batch -> Batches.lines(batch).stream())
                    .toList();
            assertThat(actual).as(mode.name()).containsExactly(rows);
        }
    }

    /** Expects that every mode fails with that error. */
    public void expectError(ErrorCode code) {
        for (var mode : TestMode.all()) {
            assertThatThrownBy(() -> run(mode))
                    .as(mode.name())
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            failure -> assertThat(failure.code()).isEqualTo(code));
        }
    }

    /** The rows of all rows in one batch with plenty of memory, for tests that compare in their own way. */
    public List<Batch> answer() {
        return run(TestMode.all().get(0));
    }

    private List<Batch> run(TestMode mode) {
        var answer = run(factories.get(0), mode, inputs);
        for (var next : factories.subList(1, factories.size())) {
            answer = run(next, mode, Map.of(0, answer));
        }
        return answer;
    }

    private static List<Batch> run(OperatorFactory factory, TestMode mode, Map<Integer, List<Batch>> inputs) {
        var collected = new Collected(mode.emitsUntilFull());
        try (var context = new TestContext(mode.memory(), mode.batchRows())) {
            try (var operator = factory.create(context)) {
                drive(operator, context, mode, inputs, collected);
            }
            assertThat(context.memory().used())
                    .as(mode.name() + ": bytes reserved after close")
                    .isZero();
            assertThat(context.spillFiles())
                    .as(mode.name() + ": files after close")
                    .isEmpty();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(mode.name(), e);
        }
        return collected.batches;
    }

    private static void drive(
            Operator operator, TestContext context, TestMode mode, Map<Integer, List<Batch>> inputs, Collected output)
            throws Exception {
        var queues = new TreeMap<Integer, List<Batch>>();
        inputs.forEach((number, batches) -> queues.put(number, new ArrayList<>(rebatched(batches, mode))));
        while (!queues.isEmpty()) {
            var number = nextWanted(operator, queues);
            var queue = queues.get(number);
            if (queue.isEmpty() || operator.done()) {
                queues.remove(number);
                operator.finish(number, output);
            } else {
                operator.process(number, queue.remove(0), output);
            }
            settle(operator, context, output);
        }
    }

    /** The next input in turn that the operator wants: the others get theirs in between. */
    private static int nextWanted(Operator operator, Map<Integer, List<Batch>> queues) {
        var longest = -1;
        var rest = -1;
        for (var queue : queues.entrySet()) {
            if (operator.wants(queue.getKey()) && queue.getValue().size() > rest) {
                longest = queue.getKey();
                rest = queue.getValue().size();
            }
        }
        assertThat(longest).as("an input that the operator wants").isNotNegative();
        return longest;
    }

    private static void settle(Operator operator, TestContext context, Collected output) throws Exception {
        var idle = 0;
        while (true) {
            var emitted = output.batches.size();
            output.drain();
            context.runMail();
            switch (operator.resume(output)) {
                case NONE -> {
                    return;
                }
                case MORE -> idle = output.batches.size() > emitted ? 0 : idle + 1;
                case WAITING -> {
                    if (!context.runMail()) {
                        var moment = context.takeWakeUp();
                        assertThat(moment).as("waits for nothing").isLessThan(Long.MAX_VALUE);
                        operator.tick(moment, output);
                    }
                    idle++;
                }
            }
            assertThat(idle).as("calls of resume without output").isLessThan(CALLS_WITHOUT_OUTPUT);
        }
    }

    private static List<Batch> rebatched(List<Batch> batches, TestMode mode) {
        var cut = new ArrayList<Batch>();
        if (batches.isEmpty()) {
            return cut;
        }
        var whole =
                batches.stream().allMatch(batch -> batch.changes() == null) ? List.of(Batch.concat(batches)) : batches;
        for (var batch : whole) {
            for (var from = 0; from < batch.rows(); from += Math.min(mode.rowsPerBatch(), batch.rows() - from)) {
                var part = batch.slice(from, Math.min(mode.rowsPerBatch(), batch.rows() - from));
                cut.add(Layouts.of(mode.layout(), part.compact()));
            }
        }
        return cut;
    }

    /** Keeps what comes and is full after so many batches, until it is drained. */
    private static final class Collected implements Output {
        private final List<Batch> batches = new ArrayList<>();
        private final int emitsUntilFull;
        private int emits;

        Collected(int emitsUntilFull) {
            this.emitsUntilFull = emitsUntilFull;
        }

        @Override
        public void emit(Batch batch) {
            emit(0, batch);
        }

        @Override
        public void emit(int output, Batch batch) {
            assertThat(output).as("output").isZero();
            if (batch.rows() > 0) {
                batches.add(batch);
                emits++;
            }
        }

        @Override
        public boolean isFull() {
            return emits >= emitsUntilFull;
        }

        void drain() {
            emits = 0;
        }
    }
}
