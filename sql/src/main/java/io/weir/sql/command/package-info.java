/**
 * The command line {@code weir}: a composition root. Read {@link io.weir.sql.command.Weir}, {@link io.weir.sql.command.Command},
 * {@link io.weir.sql.command.SqlCommand}. Commands are found by ServiceLoader, so other modules add theirs.
 */
package io.weir.sql.command;
