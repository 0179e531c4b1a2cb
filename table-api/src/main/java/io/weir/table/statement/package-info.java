/**
 * The text of statements. Read {@link io.weir.table.statement.Script}, {@link io.weir.table.statement.Statement},
 * {@link io.weir.table.statement.StatementParser}. Queries are only delimited here: what they mean the planner finds out.
 */
package io.weir.table.statement;
