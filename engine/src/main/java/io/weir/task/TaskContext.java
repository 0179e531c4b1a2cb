package io.weir.task;

import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.Helpers;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.state.SnapshotReader;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What a task offers to one of its operators. */
record TaskContext(TaskPlan plan, OperatorMetrics metrics, Executor mailbox, LongConsumer alarm)
        implements OperatorContext {
    @Override
    public int index() {
        return plan.id().index();
    }

    @Override
    public int parallelism() {
        return plan.parallelism();
    }

    @Override
    public int neighbours() {
        return plan.environment().neighbours(plan.id().stage());
    }

    @Override
    public int batchRows() {
        return plan.environment().batchRows();
    }

    @Override
    public SnapshotReader restored() {
        return SnapshotReader.EMPTY;
    }

    @Override
    public MemoryPool memory() {
        return plan.environment().memory();
    }

    @Override
    public SpillDirectory spill() {
        return plan.environment().spill();
    }

    @Override
    public Executor io() {
        return plan.environment().io();
    }

    @Override
    public <T> T shared(String name, Function<Helpers, T> build) {
        return plan.environment().shared(name + " of attempt " + plan.id().attempt(), build);
    }

    @Override
    public void publish(String filter, RuntimeFilter part) {
        plan.environment().publish(filter, plan.id(), part, plan.parallelism());
    }

    @Override
    public void publishWhole(String filter, RuntimeFilter whole) {
        plan.environment().publish(filter, plan.id(), whole, 1);
    }

    @Override
    public void wakeAt(long processingTime) {
        alarm.accept(processingTime);
    }
}
