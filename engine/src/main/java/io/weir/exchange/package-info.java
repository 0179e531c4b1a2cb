/**
 * Moves messages between tasks. Read {@link io.weir.exchange.ExchangeWriter}, {@link io.weir.exchange.Channel},
 * {@link io.weir.exchange.LocalChannel}.
 *
 * <pre>
 *   task ──► ExchangeWriter ──► partitioner ──► lanes (small pieces become batches) ──► Sender ═══ Channel ──► task
 *                                                                                  └─► OutputWriter ═ file ═ OutputChannel ──► task
 * </pre>
 *
 * <p>Tasks of one process hand messages over by reference; between processes they become bytes, which {@code socket} carries. A blocking
 * edge between processes is a file a writing task, with an index of its partitions.
 *
 * <p>A writer always succeeds; a full one stops its task from taking new work, and a channel with room again wakes it. A reader that
 * wants nothing more closes its channel, and the writing task ends early once all its channels are closed.
 *
 * <p>A stage with several edges sends every row to each, and waits as soon as one of them is full. So where two pipelined ways lead
 * from one stage into a join that wants one input first, the join would wait for the rows behind those it does not take yet: one of
 * the two ways must be blocking, which is never full. A blocking way within a process is a
 * {@link io.weir.exchange.Spool}.
 *
 * <p>Must not know operators nor tasks.
 */
package io.weir.exchange;
