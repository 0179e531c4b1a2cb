package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.connector.ReaderContext;
import io.weir.flow.Batch;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.text.BadRows;
import io.weir.formats.text.LineReader;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextInput;
import io.weir.formats.text.TextReader;
import io.weir.vector.Selection;
import io.weir.vector.VectorBuilder;
import java.io.IOException;
import java.util.List;

/** The rows whose lines begin in a range of a file. */
final class JsonReader extends TextReader {
    private final ScanRequest request;
    private final BadRows badRows;
    private final LineReader lines;
    private final JsonFactory json = new JsonFactory();
    private final JsonFields fields;

    JsonReader(FileInput file, FilePart part, ScanRequest request, ReaderContext context) throws IOException {
        super(file, part, request, context);
        this.request = request;
        this.badRows = new BadRows(file, request.options(), context.metrics());
        var from = start(part);
        this.lines = new LineReader(TextInput.open(file, from), file.file().path(), from, context.batchRows());
        if (part.from() > 0) {
            lines.skipLine();
        }
        this.fields = new JsonFields(request.columns(), TextFormats.of(request.options()));
    }

    @Override
    protected boolean next(long end) throws IOException {
        return lines.next(end);
    }

    @Override
    protected long position() {
        return lines.position();
    }

    @Override
    protected Batch parse() throws IOException {
        var builders = request.columns().types().stream()
                .map(type -> VectorBuilder.of(type, lines.count()))
                .toList();
        var good = new boolean[lines.count()];
        var rows = 0;
        for (var line = 0; line < lines.count(); line++) {
            if (!isBlank(line) && (!badRows.areSkipped() || isWhole(line))) {
                good[rows++] = append(line, builders);
            }
        }
        var columns = builders.stream().map(VectorBuilder::build).toList();
        return Batch.of(rows, columns).select(Selection.where(good, Selection.all(rows)));
    }

    private boolean isBlank(int line) {
        var start = lines.start(line);
        var length = lines.length(line);
        for (var i = start; i < start + length; i++) {
            if (lines.data()[i] > ' ' || lines.data()[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the line is an object and nothing else. */
    private boolean isWhole(int line) throws IOException {
        try (var parser = parser(line)) {
            if (!begins(parser, line)) {
                return false;
            }
            parser.skipChildren();
            return ends(parser, line);
        } catch (JsonProcessingException e) {
            badRows.found(lines.offset(line), JsonMistakes.of(e, lines.data(), lines.start(line), lines.length(line)));
            return false;
        }
    }

    private boolean begins(JsonParser parser, int line) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            return true;
        }
        badRows.found(lines.offset(line), "the line is no object of JSON");
        return false;
    }

    private boolean ends(JsonParser parser, int line) throws IOException {
        if (parser.nextToken() == null) {
            return true;
        }
        badRows.found(lines.offset(line), "something follows the object of the line");
        return false;
    }

    private JsonParser parser(int line) throws IOException {
        return json.createParser(lines.data(), lines.start(line), lines.length(line));
    }

    private boolean append(int line, List<VectorBuilder> builders) throws IOException {
        try (var parser = parser(line)) {
            if (!begins(parser, line)) {
                return false;
            }
            var problem = fields.append(parser, builders);
            if (problem == null) {
                return ends(parser, line);
            }
            var wanted = request.columns().field(problem.field());
            badRows.found(
                    lines.offset(line),
                    "no " + wanted.type().sql() + " in column " + wanted.name() + ": "
                            + BadRows.shown(problem.value()));
        } catch (JsonProcessingException e) {
            badRows.found(lines.offset(line), JsonMistakes.of(e, lines.data(), lines.start(line), lines.length(line)));
        }
        return false;
    }
}
