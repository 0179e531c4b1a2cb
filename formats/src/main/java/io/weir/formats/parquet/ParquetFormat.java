package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileSummary;
import io.weir.formats.file.Format;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The Parquet format. A summary's detail is the footer. */
public final class ParquetFormat implements Format {
    private static final long MAX_ROWS_A_PART = 1 << 20;
    private static final long MIN_ROWS_A_PART = 1 << 17;
    /** Without an offset index each part reads all bytes of the row group. */
    private static final long MAX_BLIND_PARTS = 4;

    private final FooterCache footers = new FooterCache();

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public FileSummary summarize(FileInput file, FormatOptions options) throws IOException {
        ParquetBatchWriter.check(options);
        var footer = footers.get(file);
        try {
            return new FileSummary(
                    file.file(),
                    SchemaMapping.schema(footer.root()),
                    footer.rows(),
                    SummaryStatistics.of(footer),
                    footer);
        } catch (SchemaMapping.UnsupportedTypeException e) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED, e.getMessage() + ": " + file.file().path(), e);
        }
    }

    /**
     * A part a row group. Large row groups are cut where a part of their pages can be read alone: surely with an offset index,
     * otherwise unless their writer makes one page of a whole column.
     */
    @Override
    public List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes) {
        var footer = (Footer) summary.detail();
        var parts = new ArrayList<FilePart>();
        for (var i = 0; i < footer.groups().size(); i++) {
            var group = footer.groups().get(i);
            var bytes = bytes(footer, group, request);
            var pieces = group.rows() == 0 ? 0 : pieces(footer, group, bytes, targetBytes);
            for (var piece = 0L; piece < pieces; piece++) {
                var from = group.rows() * piece / pieces;
                var to = group.rows() * (piece + 1) / pieces;
                parts.add(new FilePart(summary.file(), i, from, to, bytes / pieces));
            }
        }
        return parts;
    }

    private static long pieces(Footer footer, Footer.RowGroup group, long bytes, long targetBytes) {
        var byRows = (group.rows() + MAX_ROWS_A_PART - 1) / MAX_ROWS_A_PART;
        var byBytes = (bytes + targetBytes - 1) / Math.max(targetBytes, 1);
        var most = Math.max(1, group.rows() / MIN_ROWS_A_PART);
        var indexed = group.columns().stream()
                .allMatch(column -> column.indexes().offsetIndex().bytes() > 0);
        if (!indexed) {
            return footer.writer().writesOnePageAColumn() ? 1 : Math.max(1, Math.min(byRows, MAX_BLIND_PARTS));
        }
        return Math.max(1, Math.min(most, Math.max(byRows, byBytes)));
    }

    /** Compressed bytes of the columns asked for. */
    private static long bytes(Footer footer, Footer.RowGroup group, ScanRequest request) {
        var bytes = 0L;
        for (var field : request.columns().fields()) {
            var column = ColumnPlan.find(footer.root(), field.name());
            if (column != null) {
                for (var leaf : column.leaves()) {
                    bytes += group.columns()
                            .get(leaf.primitive().leaf())
                            .extent()
                            .bytes();
                }
            }
        }
        return bytes;
    }

    @Override
    public Source.Reader<FilePart> open(FileInput file, FilePart part, ScanRequest request, ReaderContext context) {
        return ParquetReader.open(
                file, part, context, () -> GroupPlan.prepare(file, part, request, footers, context.batchRows()));
    }

    @Override
    public BatchWriter create(OutputStream out, Schema schema, FormatOptions options) throws IOException {
        return new ParquetBatchWriter(out, schema, options);
    }
}
