/**
 * Comma separated values, as RFC 4180 has them and as people write them. Read {@link io.weir.formats.csv.CsvFormat}, then
 * {@code CsvDialect} (what may differ), {@code CsvRecords} (bytes to fields) and {@code CsvReader} (fields to vectors).
 */
package io.weir.formats.csv;
