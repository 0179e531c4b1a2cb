package io.weir.operator;

import io.weir.flow.Batch;

/** Where an operator's rows go. */
public interface Output {
    /** To output 0. Always succeeds; an empty batch is dropped. */
    void emit(Batch batch) throws Exception;

    /** To a numbered output: 0 is the chain's next operator or the stage's edges, others are side outputs. */
    void emit(int output, Batch batch) throws Exception;

    /** True if it is time to stop emitting: keep the rest and give it up in {@link Operator#resume}. */
    boolean isFull();
}
