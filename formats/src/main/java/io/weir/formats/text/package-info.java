/**
 * What formats of text share: values as text and back, compressed streams, rows that are no rows. Read
 * {@link io.weir.formats.text.TextParser}, {@link io.weir.formats.text.TextPrinter}, {@link io.weir.formats.text.BadRows}. Knows
 * nothing of how values are arranged in lines.
 */
package io.weir.formats.text;
