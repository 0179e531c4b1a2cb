/**
 * Names of functions and what is behind them. Read {@link io.weir.table.function.FunctionCatalog}. Knows nothing of queries.
 */
package io.weir.table.function;
