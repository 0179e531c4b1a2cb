package io.weir.graph;

import io.weir.operator.OperatorMetrics;
import java.util.List;

/** What each operator of each task did. Operators are in the order source, chain, sink; each as the stage has it. */
public record JobMetrics(List<StageMetrics> stages) {
    public record StageMetrics(int stage, List<OperatorRun> operators) {}

    /** One operator with the metrics of all its tasks. */
    public record OperatorRun(String name, List<OperatorMetrics> tasks) {}
}
