/**
 * JSON lines: one object a line, its fields the columns. Read {@link io.weir.formats.json.JsonFormat}, then {@code JsonGuess} (types
 * from samples) and {@code JsonColumn} (tokens to vectors).
 */
package io.weir.formats.json;
