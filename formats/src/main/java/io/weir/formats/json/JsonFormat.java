package io.weir.formats.json;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FileOpener;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileSummary;
import io.weir.formats.file.Format;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.text.BadRows;
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
import java.util.TreeSet;

/** JSON lines. */
public final class JsonFormat implements Format {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public Set<String> endings() {
        return Set.of("json", "jsonl", "ndjson");
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

    @Override
    public boolean rowsMayLackColumns() {
        return true;
    }

    @Override
    public FileSummary summarize(FileInput file, FormatOptions options) throws IOException {
        check(options);
        var layout = JsonLayout.of(file, options);
        return new FileSummary(file.file(), layout.schema(), -1, List.of(), layout);
    }

    private static void check(FormatOptions options) {
        var known = new TreeSet<>(TextFormats.OPTIONS);
        known.addAll(List.of(TextOutput.COMPRESSION, BadRows.OPTION));
        var unknown = options.unknown(known);
        if (!unknown.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "json files have no options " + unknown + ", known are " + known);
        }
    }

    @Override
    public long estimatedRows(FileSummary summary) {
        var rowBytes = ((JsonLayout) Objects.requireNonNull(summary.detail())).rowBytes();
        return rowBytes == 0 ? 0 : TextParts.plainBytes(summary.file()) / rowBytes;
    }

    @Override
    public List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes, FileOpener files) {
        return TextParts.split(summary.file(), targetBytes);
    }

    @Override
    public Source.Reader<FilePart> open(FileInput file, FilePart part, ScanRequest request, ReaderContext context)
            throws IOException {
        return new JsonReader(file, part, request, context);
    }

    @Override
    public BatchWriter create(OutputStream out, Schema schema, FormatOptions options) throws IOException {
        check(options);
        return new JsonBatchWriter(out, schema, TextFormats.of(options), TextOutput.ending(options));
    }
}
