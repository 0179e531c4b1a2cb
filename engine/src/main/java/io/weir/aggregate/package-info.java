/**
 * The built-in aggregates: their names and types, and the accumulators behind them, loops over arrays by group. Read
 * {@link io.weir.aggregate.Aggregates}, then {@link io.weir.expression.Accumulator}, then the plainest one, {@code CountAccumulator}.
 *
 * <p>Must not know who groups the rows, nor why.
 */
package io.weir.aggregate;
