package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FileOpener;
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
                    ErrorCode.NOT_SUPPORTED,
                    Place.oneLine(e.getMessage() + ": " + file.file().path()),
                    e);
        }
    }

    /** A part a row group, or several parts of a large one. */
    @Override
    public List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes, FileOpener files)
            throws IOException {
        var footer = (Footer) summary.detail();
        var parts = new ArrayList<FilePart>();
        try (var cuts = new GroupCuts(footer, summary.file(), request, files)) {
            for (var i = 0; i < footer.groups().size(); i++) {
                parts.addAll(cuts.parts(i, targetBytes));
            }
        }
        return parts;
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
