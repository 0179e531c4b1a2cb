/**
 * Statements from a person or a script, and their answers on the screen. Read {@link io.weir.sql.shell.StatementRunner},
 * {@link io.weir.sql.shell.Shell}, {@link io.weir.sql.shell.ProgressLine}.
 */
package io.weir.sql.shell;
