package io.weir.formats.csv;

import io.weir.connector.ReaderContext;
import io.weir.flow.Batch;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.text.BadRows;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextInput;
import io.weir.formats.text.TextParser;
import io.weir.formats.text.TextReader;
import io.weir.type.Schema;
import io.weir.type.Storage;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The rows that begin in a range of a file, a column at a time. */
final class CsvReader extends TextReader {
    private final ScanRequest request;
    private final ReaderContext context;
    private final CsvDialect dialect;
    private final Schema schema;
    private final BadRows badRows;
    private final CsvRecords records;

    /** For each column to answer its place in the file, negative if the file has none. */
    private final int[] places;

    private final TextParser[] parsers;

    CsvReader(FileInput file, FilePart part, ScanRequest request, ReaderContext context, CsvLayout layout)
            throws IOException {
        super(file, part, request, context);
        this.request = request;
        this.context = context;
        this.dialect = CsvFormat.dialect(file.file(), request.options());
        this.schema = layout.schema();
        this.badRows = new BadRows(file, request.options(), context.metrics());
        var from = start(part);
        this.records = new CsvRecords(TextInput.open(file, from), file.file().path(), dialect, from);
        if (part.from() > 0) {
            records.skipLine();
        } else if (layout.header()) {
            skipHeader();
        }
        this.places = request.columns().fields().stream()
                .mapToInt(field -> schema.indexOf(field.name()))
                .toArray();
        var formats = TextFormats.of(request.options());
        this.parsers = request.columns().types().stream()
                .map(type -> TextParser.of(type, formats))
                .toArray(TextParser[]::new);
    }

    private void skipHeader() throws IOException {
        var skipped = true;
        while (skipped) {
            skipped = records.next(1, Long.MAX_VALUE) && isEmptyLine(0);
        }
    }

    private boolean isEmptyLine(int record) {
        return schema.size() > 1 && records.fields(record) == 1 && records.length(records.firstField(record)) == 0;
    }

    @Override
    protected boolean next(long end) throws IOException {
        return records.next(context.batchRows(), end);
    }

    @Override
    protected long position() {
        return records.position();
    }

    @Override
    protected Batch parse() {
        var rows = new int[records.count()];
        var count = 0;
        for (var record = 0; record < rows.length; record++) {
            if (!isEmptyLine(record) && hasAllFields(record)) {
                rows[count++] = record;
            }
        }
        var bad = new boolean[count];
        var columns = new Vector[places.length];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = places[i] < 0 ? Vectors.nulls(request.columns().type(i), count) : column(i, rows, count, bad);
        }
        var good = new boolean[count];
        for (var i = 0; i < count; i++) {
            good[i] = !bad[i];
        }
        var all = Selection.all(count);
        return Batch.of(count, columns).select(Selection.where(good, all));
    }

    /** One empty field more than there are columns is a delimiter at the end of the line. */
    private boolean hasAllFields(int record) {
        var fields = records.fields(record);
        var first = records.firstField(record);
        if (fields == schema.size() || fields == schema.size() + 1 && records.length(first + fields - 1) == 0) {
            for (var field = first; field < first + fields; field++) {
                if (records.length(field) == CsvRecords.BROKEN) {
                    badRows.found(
                            records.offset(record),
                            "the quotes of field " + (field - first + 1) + " do not end at the end of the field");
                    return false;
                }
            }
            return true;
        }
        badRows.found(
                records.offset(record), "it has " + fields + " fields, the file has " + schema.size() + " columns");
        return false;
    }

    private Vector column(int column, int[] rows, int count, boolean[] bad) {
        var type = request.columns().type(column);
        var builder = VectorBuilder.of(type, count);
        var text = type.storage() == Storage.BYTES;
        for (var i = 0; i < count; i++) {
            var field = records.firstField(rows[i]) + places[column];
            var length = records.length(field);
            // Quoted and empty is a text, but no value of any other type.
            if (CsvLayout.isNull(records, field, dialect) || !text && (length & CsvRecords.LENGTH) == 0) {
                builder.appendNull();
            } else if (!append(parsers[column], field, builder)) {
                builder.appendNull();
                if (!bad[i]) {
                    bad[i] = true;
                    badRows.found(records.offset(rows[i]), problem(column, field));
                }
            }
        }
        return builder.build();
    }

    private boolean append(TextParser parser, int field, VectorBuilder builder) {
        var length = records.length(field);
        if ((length & CsvRecords.ESCAPED) == 0) {
            return parser.append(records.data(), records.start(field), length & CsvRecords.LENGTH, builder);
        }
        var text = records.text(field);
        return parser.append(text, 0, text.length, builder);
    }

    private String problem(int column, int field) {
        var value = new String(records.text(field), StandardCharsets.UTF_8);
        var wanted = request.columns().field(column);
        return "no " + wanted.type().sql() + " in column " + wanted.name() + ": " + BadRows.shown(value);
    }
}
