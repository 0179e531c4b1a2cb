package io.weir.formats.csv;

import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextInput;
import io.weir.formats.text.TypeGuess;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is in a file, told by its first rows and what was declared.
 *
 * @param header whether the first row holds names
 * @param rowBytes bytes of a row, roughly; 0 if there is none
 */
record CsvLayout(Schema schema, boolean header, long rowBytes) {
    private static final int SAMPLE_ROWS = 20_000;

    static CsvLayout of(FileInput file, FormatOptions options, CsvDialect dialect) throws IOException {
        try (var in = TextInput.open(file, 0)) {
            var records = new CsvRecords(in, file.file().path(), dialect, 0);
            var rows = sample(records, dialect);
            return new Sampled(rows, TextFormats.of(options), dialect.header())
                    .layout(options.declared(), records.position());
        }
    }

    /** The fields of the first rows; null where a field is null. */
    private static List<List<byte @Nullable []>> sample(CsvRecords records, CsvDialect dialect) throws IOException {
        var rows = new ArrayList<List<byte @Nullable []>>();
        while (rows.size() < SAMPLE_ROWS && records.next(SAMPLE_ROWS - rows.size(), Long.MAX_VALUE)) {
            for (var record = 0; record < records.count(); record++) {
                var fields = new ArrayList<byte @Nullable []>();
                var first = records.firstField(record);
                for (var field = first; field < first + records.fields(record); field++) {
                    var broken = records.length(field) == CsvRecords.BROKEN;
                    fields.add(broken || isNull(records, field, dialect) ? null : records.text(field));
                }
                if (fields.size() > 1 || records.length(first) != 0) {
                    rows.add(fields);
                }
            }
        }
        return rows;
    }

    static boolean isNull(CsvRecords records, int field, CsvDialect dialect) {
        var nullText = dialect.nullText();
        if (records.length(field) != nullText.length) {
            return false;
        }
        for (var i = 0; i < nullText.length; i++) {
            if (records.data()[records.start(field) + i] != nullText[i]) {
                return false;
            }
        }
        return true;
    }

    /** Rows from which to guess. */
    private record Sampled(List<List<byte @Nullable []>> rows, TextFormats formats, CsvDialect.Header wanted) {
        CsvLayout layout(@Nullable Schema declared, long bytes) {
            var header = hasHeader(declared);
            var rowBytes = rows.size() <= (header ? 1 : 0) ? 0 : bytes / rows.size() + 1;
            var names = names(header);
            var guessed = new ArrayList<Schema.Field>();
            for (var i = 0; i < names.size(); i++) {
                guessed.add(new Schema.Field(names.get(i), guess(header ? 1 : 0, i)));
            }
            var schema = new Schema(guessed);
            return new CsvLayout(declared == null ? schema : declare(schema, declared, header), header, rowBytes);
        }

        /** Declared columns go by name where the file has such names, else by their order. */
        private static Schema declare(Schema guessed, Schema declared, boolean header) {
            if (!header || declared.fields().stream().allMatch(field -> guessed.indexOf(field.name()) < 0)) {
                return declared;
            }
            return new Schema(guessed.fields().stream()
                    .map(field -> {
                        var at = declared.indexOf(field.name());
                        return at < 0 ? field : declared.field(at);
                    })
                    .toList());
        }

        private boolean hasHeader(@Nullable Schema declared) {
            if (wanted != CsvDialect.Header.AUTO || rows.isEmpty()) {
                return wanted == CsvDialect.Header.YES;
            }
            var first = rows.get(0);
            if (first.contains(null)) {
                return false;
            }
            if (declared != null
                    && first.stream()
                            .anyMatch(field -> declared.indexOf(new String(field, StandardCharsets.UTF_8)) >= 0)) {
                return true;
            }
            if (rows.size() == 1) {
                return declared == null && typesOf(first).allMatch(DataType.Scalar.VARCHAR::equals);
            }
            return differs(first, declared);
        }

        /** Whether some field is text above a column of something else; all text above all text is taken for names too. */
        private boolean differs(List<byte @Nullable []> first, @Nullable Schema declared) {
            var text = true;
            for (var i = 0; i < first.size(); i++) {
                var type = declared != null && i < declared.size() ? declared.type(i) : guess(1, i);
                var field = first.get(i);
                var isText = type == DataType.Scalar.VARCHAR || type instanceof DataType.Char;
                if (!isText && field != null && !TypeGuess.fits(type, formats, field, 0, field.length)) {
                    return true;
                }
                text &= isText;
            }
            return text && declared == null && typesOf(first).allMatch(DataType.Scalar.VARCHAR::equals);
        }

        private Stream<DataType> typesOf(List<byte @Nullable []> row) {
            return row.stream().map(field -> {
                var guess = new TypeGuess(formats);
                if (field != null) {
                    guess.add(field, 0, field.length);
                }
                return guess.type();
            });
        }

        private List<String> names(boolean header) {
            var width = rows.isEmpty() ? 0 : rows.get(0).size();
            var digits = String.valueOf(Math.max(0, width - 1)).length();
            var names = new ArrayList<String>();
            var used = new HashSet<String>();
            for (var i = 0; i < width; i++) {
                var field = header ? rows.get(0).get(i) : null;
                var name = field == null
                        ? String.format(Locale.ROOT, "column%0" + digits + "d", i)
                        : new String(field, StandardCharsets.UTF_8).strip();
                var free = name;
                for (var n = 1; !used.add(free.toLowerCase(Locale.ROOT)); n++) {
                    free = name + "_" + n;
                }
                names.add(free);
            }
            return names;
        }

        private DataType guess(int fromRow, int column) {
            var guess = new TypeGuess(formats);
            for (var row : rows.subList(fromRow, rows.size())) {
                var field = column < row.size() ? row.get(column) : null;
                if (field != null) {
                    guess.add(field, 0, field.length);
                }
            }
            return guess.type();
        }
    }
}
