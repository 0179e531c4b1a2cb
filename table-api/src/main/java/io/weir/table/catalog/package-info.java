/**
 * Names of tables and what is behind them: files, views, directories of tables. Read {@link io.weir.table.catalog.Catalog},
 * {@link io.weir.table.catalog.TableEntry}, {@link io.weir.table.catalog.ReadableTable}. Knows nothing of queries.
 */
package io.weir.table.catalog;
