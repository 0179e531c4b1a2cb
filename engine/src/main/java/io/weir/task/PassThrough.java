package io.weir.task;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.Output;

/** Stands for the chain of a stage that has none. */
final class PassThrough implements Operator {
    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        output.emit(batch);
    }
}
