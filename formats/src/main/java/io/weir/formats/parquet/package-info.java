/**
 * Parquet files: read by own code from the first byte to the vector. Read {@link io.weir.formats.parquet.ParquetFormat}, then
 * {@code RowGroupScan} (the loop: filters first, the rest for the rows that pass), then {@code FlatColumn} (pages to vectors).
 *
 * <pre>
 * Footer ── SchemaMapping ── Shape            what there is, as types
 * GroupPlan ── RangeFetch ── ChunkBytes       what to read of a row group, and the bytes
 * PageReader ── Codec ── LevelDecoder, ValueDecoder ── Conversion ── FlatColumn | NestedColumn ── RowGroupScan
 * </pre>
 *
 * Decoders throw {@code Damage} without saying where; the scan adds file, row group and column. Knows nothing of tables or listing.
 */
package io.weir.formats.parquet;
