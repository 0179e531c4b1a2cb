package io.weir.table.catalog;

/** A query under a name. {@code schema} is the one that unqualified names in the text are looked up in. */
public record ViewEntry(String sql, String schema) implements TableEntry {}
