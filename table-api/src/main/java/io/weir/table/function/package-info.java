/**
 * Names of functions and what is behind them, users' own among them. Read {@link io.weir.table.function.FunctionCatalog},
 * {@link io.weir.table.function.RowFunction}, {@link io.weir.table.function.RowAggregate}. Knows nothing of queries.
 */
package io.weir.table.function;
