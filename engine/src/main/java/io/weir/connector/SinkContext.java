package io.weir.connector;

import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;

/** What a task offers to a writer: which task it is, which try this is, and how much memory there is. */
public record SinkContext(String job, int index, int attempt, MemoryPool memory, OperatorMetrics metrics) {}
