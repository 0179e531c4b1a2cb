package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.formats.file.FileFailure;
import io.weir.formats.file.Format;
import io.weir.formats.file.FormatOptions;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Writes batches as row groups, column by column. Encodings, indexes and the footer are the library's. */
final class ParquetBatchWriter implements Format.BatchWriter {
    private static final String COMPRESSION = "compression";
    private static final String ROW_GROUP_BYTES = "row_group_bytes";
    private static final String ROW_GROUP_ROWS = "row_group_rows";

    private static final Set<String> OPTIONS = Set.of(COMPRESSION, ROW_GROUP_BYTES, ROW_GROUP_ROWS);

    private static final int PAGE_BYTES = 1 << 20;
    private static final int INDEX_BOUND_BYTES = 64;
    /** Rows that go to a column at once, so that pages end near the size that they should have. */
    private static final int SLICE_ROWS = 4096;

    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            .withDictionaryEncoding(true)
            .build();

    private final OutputStream out;
    private final MessageType schema;
    private final WriterCodec codec;
    private final long maxGroupBytes;
    private final long maxGroupRows;
    private final ParquetFileWriter file;

    private @Nullable ColumnChunkPageWriteStore pages;
    private final List<WriterColumn> columns = new ArrayList<>();
    private long groupRows;
    private boolean finished;

    /** The writer closes the stream. */
    ParquetBatchWriter(OutputStream out, Schema schema, FormatOptions options) throws IOException {
        check(options);
        this.out = out;
        this.schema = WriterSchema.of(schema);
        this.codec = WriterCodec.named(options.get(COMPRESSION, "snappy"));
        this.maxGroupBytes = options.number(ROW_GROUP_BYTES, 128L << 20);
        this.maxGroupRows = options.number(ROW_GROUP_ROWS, 1 << 20);
        this.file = new ParquetFileWriter(
                new WriterOutput(out),
                this.schema,
                ParquetFileWriter.Mode.CREATE,
                maxGroupBytes,
                0,
                INDEX_BOUND_BYTES,
                INDEX_BOUND_BYTES,
                false);
        file.start();
    }

    /** A table's options are these, also when it is only read. */
    static void check(FormatOptions options) {
        var unknown = options.unknown(OPTIONS);
        if (!unknown.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "parquet files have no options " + unknown + ", known are " + new TreeSet<>(OPTIONS));
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        for (var from = 0; from < batch.rows(); ) {
            var room = Math.min(SLICE_ROWS, maxGroupRows - groupRows);
            var count = (int) Math.min(room, batch.rows() - from);
            writeSlice(batch.slice(from, count));
            from += count;
        }
    }

    private void writeSlice(Batch batch) throws IOException {
        if (pages == null) {
            startGroup();
        }
        var slots = WriterSlots.of(batch.selection());
        var leaves = columns.iterator();
        for (var column : batch.columns()) {
            slots.leaves(column, 0, (leaf, below) -> {
                try {
                    leaves.next().write(leaf, below, batch.rows());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        groupRows += batch.rows();
        if (groupRows >= maxGroupRows || buffered() >= maxGroupBytes) {
            endGroup();
        }
    }

    private void startGroup() {
        pages = new ColumnChunkPageWriteStore(codec, schema, PROPERTIES.getAllocator(), INDEX_BOUND_BYTES, false);
        for (var column : schema.getColumns()) {
            columns.add(new WriterColumn(column, pages.getPageWriter(column), PROPERTIES));
        }
    }

    private void endGroup() throws IOException {
        if (pages == null) {
            return;
        }
        file.startBlock(groupRows);
        for (var column : columns) {
            column.finish();
        }
        pages.flushToFileWriter(file);
        file.endBlock();
        pages.close();
        pages = null;
        columns.clear();
        groupRows = 0;
    }

    @Override
    public long bytes() {
        try {
            return buffered() + (finished ? 0 : file.getPos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long buffered() {
        var sum = 0L;
        for (var column : columns) {
            sum += column.buffered();
        }
        return sum;
    }

    @Override
    public void finish() throws IOException {
        endGroup();
        file.end(Map.of());
        finished = true;
    }

    @Override
    public void close() {
        columns.forEach(WriterColumn::close);
        if (pages != null) {
            pages.close();
        }
        try {
            out.close();
        } catch (IOException e) {
            throw FileFailure.of("close", "a parquet file", e);
        }
    }
}
