package io.weir.formats.csv;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FileOpener;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileSummaries;
import io.weir.formats.file.FileSummary;
import io.weir.formats.file.Format;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.Formats;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextOutput;
import io.weir.formats.text.TextParts;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Comma separated values; with other delimiters too. */
public final class CsvFormat implements Format {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Set<String> endings() {
        return Set.of("csv", "tsv", "tbl");
    }

    @Override
    public String ending(FormatOptions options) {
        return name() + TextOutput.ending(options);
    }

    /** Whatever is in a file can be read as text. */
    @Override
    public @Nullable DataType unify(DataType left, DataType right) {
        return TextParts.unify(left, right);
    }

    static CsvDialect dialect(FileEntry file, FormatOptions options) {
        return CsvDialect.of(options, Formats.ending(file.path()));
    }

    @Override
    public FileSummary summarize(FileInput file, FormatOptions options) throws IOException {
        var layout = CsvLayout.of(file, options, dialect(file.file(), options));
        // Of one column, an empty line is a row.
        var rows = layout.rowBytes() == 0 && layout.schema().size() > 1 ? 0 : -1;
        return new FileSummary(file.file(), layout.schema(), rows, List.of(), layout);
    }

    @Override
    public long estimatedRows(FileSummary summary) {
        var rowBytes = layout(summary).rowBytes();
        return rowBytes == 0 ? 0 : TextParts.plainBytes(summary.file()) / rowBytes;
    }

    private static CsvLayout layout(FileSummary summary) {
        return (CsvLayout) Objects.requireNonNull(summary.detail());
    }

    /** A line that a quote may have opened elsewhere is no place to begin at: such a file is one part. */
    @Override
    public List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes, FileOpener files) {
        var dialect = dialect(summary.file(), request.options());
        var free = dialect.quote() == CsvDialect.NONE || !CsvDialect.multiline(request.options());
        return TextParts.split(summary.file(), free ? targetBytes : Long.MAX_VALUE);
    }

    @Override
    public Source.Reader<FilePart> open(FileInput file, FilePart part, ScanRequest request, ReaderContext context)
            throws IOException {
        var layout = layout(FileSummaries.shared().get(this, file, request.options()));
        return new CsvReader(file, part, request, context, layout);
    }

    @Override
    public BatchWriter create(OutputStream out, Schema schema, FormatOptions options) throws IOException {
        return new CsvBatchWriter(
                out, schema, CsvDialect.of(options, name()), TextFormats.of(options), TextOutput.ending(options));
    }
}
