package io.weir.connector;

import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import java.util.concurrent.Executor;

/** What a task offers to a reader. Details of the metrics name what a scan did: bytes read, row groups skipped. */
public record ReaderContext(int batchRows, MemoryPool memory, OperatorMetrics metrics, Executor io) {}
