package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.text.LineReader;
import io.weir.formats.text.TextInput;
import io.weir.type.Schema;
import java.io.IOException;

/**
 * What is in a file, told by its first lines.
 *
 * @param rowBytes bytes of a row, roughly; 0 if there is none
 */
record JsonLayout(Schema schema, long rowBytes) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int SAMPLE_ROWS = 20_000;

    static JsonLayout of(FileInput file, FormatOptions options) throws IOException {
        var guess = new JsonGuess();
        var rows = 0L;
        try (var in = TextInput.open(file, 0)) {
            var lines = new LineReader(in, file.file().path(), 0, SAMPLE_ROWS);
            while (rows < SAMPLE_ROWS && lines.next(Long.MAX_VALUE)) {
                for (var line = 0; line < lines.count(); line++) {
                    rows += add(lines, line, guess) ? 1 : 0;
                }
            }
            var declared = options.declared();
            return new JsonLayout(
                    declared == null ? guess.schema() : declared, rows == 0 ? 0 : lines.position() / rows + 1);
        }
    }

    /** False for a line that is no object: reading the row reports it, if that is what is wanted of bad rows. */
    private static boolean add(LineReader lines, int line, JsonGuess guess) throws IOException {
        try (var parser = FACTORY.createParser(lines.data(), lines.start(line), lines.length(line))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            guess.add(parser);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
