/**
 * The loop that runs a chain of operators. Read {@link io.weir.task.Task}, {@link io.weir.task.RunningTask}, then the chain.
 *
 * <pre>
 *   mail ──► Mailbox ─┐
 *   channels ─────────┼──► Task.step ──► chain: operator ──► operator ──► … ──► output ──► exchange writers
 *   splits ──► reader ┘
 *
 *   RunningTask:  idle ──wake──► queued ──► running ──┬─► queued (worked, or woken while running)
 *                                                     ├─► idle
 *                                                     └─► ended
 * </pre>
 *
 * Must not know which operators there are, nor the cluster.
 */
package io.weir.task;
