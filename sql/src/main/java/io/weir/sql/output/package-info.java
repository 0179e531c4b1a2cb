/**
 * Rows as text or files, for people and programs. Read {@link io.weir.sql.output.RowOutput}, {@link io.weir.sql.output.OutputFormat},
 * {@link io.weir.sql.output.ValueText}. Rows go out as they come: nothing here keeps a whole result.
 */
package io.weir.sql.output;
