package io.weir.relational;

/** What NOT IN must know of all build rows together: whether there is one, and whether one has a null as its first key. */
record BuildFacts(boolean anyRow, boolean anyNull) {}
