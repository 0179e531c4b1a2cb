package io.weir.table.catalog;

/** What a name in a catalog stands for: rows to read, or a query. */
public sealed interface TableEntry permits ReadableTable, ViewEntry {}
