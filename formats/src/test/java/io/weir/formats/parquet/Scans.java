package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.type.Schema;
import io.weir.vector.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads whole files for tests. */
final class Scans {
    final ParquetFormat format = new ParquetFormat();
    final OperatorMetrics metrics = new OperatorMetrics();
    int batchRows = Batch.DEFAULT_ROWS;
    long targetBytes = 1L << 40;
    int batches;

    /** All columns of all rows. */
    List<List<@Nullable Object>> rows(BytesInput file) throws Exception {
        var schema = format.summarize(file, FormatOptions.NONE).schema();
        return rows(file, schema, List.of(), List.of());
    }

    List<List<@Nullable Object>> rows(BytesInput file, Schema columns) throws Exception {
        return rows(file, columns, List.of(), List.of());
    }

    /** All rows, read in parts that may be as small as one window. */
    List<List<@Nullable Object>> rowsInPieces(BytesInput file, int rowsAPart) throws Exception {
        var summary = format.summarize(file, FormatOptions.NONE);
        var request = new ScanRequest(summary.schema(), List.of(), List.of(), FormatOptions.NONE);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var whole : format.split(summary, request, targetBytes, opened -> file)) {
            for (var from = whole.from(); from < whole.to(); from += rowsAPart) {
                var to = Math.min(whole.to(), from + rowsAPart);
                read(file, new FilePart(whole.file(), whole.group(), from, to, 0, List.of()), request)
                        .forEach(batch -> rows.addAll(rows(batch)));
            }
        }
        return rows;
    }

    static List<List<@Nullable Object>> rows(Batch batch) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var i = 0; i < batch.rows(); i++) {
            var row = new ArrayList<@Nullable Object>();
            for (var column : batch.columns()) {
                row.add(Values.get(column, batch.selection().row(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    List<List<@Nullable Object>> rows(
            BytesInput file, Schema columns, List<Expression> filters, List<ColumnDomain> domains) throws Exception {
        var rows = new ArrayList<List<@Nullable Object>>();
        batches(file, new ScanRequest(columns, filters, domains, FormatOptions.NONE))
                .forEach(batch -> rows.addAll(rows(batch)));
        return rows;
    }

    List<Batch> batches(BytesInput file, ScanRequest request) throws IOException {
        var read = new ArrayList<Batch>();
        for (var part : format.split(format.summarize(file, request.options()), request, targetBytes, opened -> file)) {
            read.addAll(read(file, part, request));
        }
        return read;
    }

    List<Batch> read(BytesInput file, FilePart part, ScanRequest request) {
        var read = new ArrayList<Batch>();
        var context = new ReaderContext(batchRows, new MemoryPool(1L << 30), metrics, Runnable::run);
        try (var reader = (ParquetReader) format.open(file, part, request, context)) {
            while (!reader.done()) {
                var batch = reader.poll();
                if (batch != null) {
                    batches++;
                    read.add(batch);
                }
            }
        }
        return read;
    }

    long metric(String name) {
        return metrics.details().getOrDefault(name, 0L);
    }
}
