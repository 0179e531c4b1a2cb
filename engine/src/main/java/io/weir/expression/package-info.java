/**
 * A value per row, and aggregates over many groups. Read {@link io.weir.expression.Expression},
 * {@link io.weir.expression.Accumulator} and {@link io.weir.expression.AggregateFunction}; the kernels behind them are loops over
 * plain arrays. Knows nothing of operators.
 */
package io.weir.expression;
