package io.weir.formats.csv;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.text.BadRows;
import io.weir.formats.text.TextFormats;
import io.weir.formats.text.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between files of this kind. Characters are bytes, {@link #NONE} where there is none.
 *
 * @param escape before a quote within quotes; the quote itself where quotes are doubled
 * @param nullText what stands for null outside quotes
 */
record CsvDialect(int delimiter, int quote, int escape, int comment, byte[] nullText, Header header) {
    /** No byte. */
    static final int NONE = 256;

    private static final String DELIMITER = "delimiter";
    private static final String QUOTE = "quote";
    private static final String ESCAPE = "escape";
    private static final String COMMENT = "comment";
    private static final String NULL = "null";
    private static final String HEADER = "header";
    private static final String MULTILINE = "multiline";

    private static final Set<String> OPTIONS =
            Set.of(DELIMITER, QUOTE, ESCAPE, COMMENT, NULL, HEADER, MULTILINE, TextOutput.COMPRESSION, BadRows.OPTION);

    enum Header {
        YES,
        NO,
        /** Told by the first rows. */
        AUTO
    }

    /** {@code ending} of the file's name tells the usual delimiter. */
    static CsvDialect of(FormatOptions options, String ending) {
        var known = new TreeSet<>(OPTIONS);
        known.addAll(TextFormats.OPTIONS);
        var unknown = options.unknown(known);
        if (!unknown.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "csv files have no options " + unknown + ", known are " + known);
        }
        var usual = switch (ending) {
            case "tsv" -> "\t";
            case "tbl" -> "|";
            default -> ",";
        };
        var quote = character(options, QUOTE, "\"");
        return new CsvDialect(
                character(options, DELIMITER, usual),
                quote,
                options.values().containsKey(ESCAPE) ? character(options, ESCAPE, "") : quote,
                character(options, COMMENT, ""),
                options.get(NULL, "").getBytes(StandardCharsets.UTF_8),
                header(options));
    }

    private static int character(FormatOptions options, String key, String usual) {
        var text = options.get(key, usual);
        if (text.equals("\\t")) {
            return '\t';
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 1) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "the option " + key + " is one character of ASCII, not " + text);
        }
        return bytes.length == 0 ? NONE : bytes[0];
    }

    private static Header header(FormatOptions options) {
        return switch (options.get(HEADER, "auto")) {
            case "true" -> Header.YES;
            case "false" -> Header.NO;
            case "auto" -> Header.AUTO;
            default ->
                throw new EngineException(
                        ErrorCode.INVALID_OPTION,
                        "the option " + HEADER + " is true, false or auto, not " + options.get(HEADER, ""));
        };
    }

    /** Whether a line of the file may end within quotes, so that no line but the first is known to begin a row. */
    static boolean multiline(FormatOptions options) {
        return !options.get(MULTILINE, "true").equals("false");
    }
}
