/** Runs files of SQL and expected rows; docs/how-to/write-an-slt.md says how they are written. */
package io.weir.sql.slt;
