package io.weir.cluster;

import io.weir.exchange.ExchangeSettings;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillRoot;
import io.weir.task.Carriers;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a TaskManager works with.
 *
 * @param sliceNanos how long a task runs before it is another one's turn
 * @param log of the process
 */
record TaskManagerParts(
        Threads threads, MemoryPool memory, SpillRoot spill, ExchangeSettings exchange, long sliceNanos, LogTail log) {
    /** In a process without a log of its own. */
    TaskManagerParts(Threads threads, MemoryPool memory, SpillRoot spill, ExchangeSettings exchange, long sliceNanos) {
        this(threads, memory, spill, exchange, sliceNanos, LogTail.NONE);
    }

    /** Carriers run tasks, io runs what blocks. */
    record Threads(Carriers carriers, Executor io, Alarm alarm) {}

    /** Calls back with the time, in milliseconds since 1970, once it is that late. */
    interface Alarm {
        void at(long time, Consumer<Long> callback);
    }
}
