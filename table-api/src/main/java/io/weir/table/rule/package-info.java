/**
 * Rewrites of a tree of relational nodes, one a file, and the estimates that they choose by. Knows nothing of the text of a query
 * or of dataflows.
 */
package io.weir.table.rule;
