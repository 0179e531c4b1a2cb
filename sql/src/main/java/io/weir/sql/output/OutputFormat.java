package io.weir.sql.output;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.Formats;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How rows are written. */
public enum OutputFormat {
    /** As a table; where the screen is too narrow for that, with a line a value. */
    AUTO,
    /** Aligned columns with a header, numbers to the right. */
    TABLE,
    /** A line a value. */
    VERTICAL,
    /** With a header line; null is nothing, the empty text a pair of quotes. */
    CSV,
    /** With a header line; tabs, line ends and backslashes in text are escaped with a backslash. */
    TSV,
    /** One object a line. */
    JSON,
    PARQUET;

    /** The format of that name, in any case. */
    public static OutputFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        ErrorCode.INVALID_OPTION,
                        "no format \"" + name + "\" of rows: "
                                + Arrays.stream(values())
                                        .map(OutputFormat::toString)
                                        .collect(Collectors.joining(", "))));
    }

    /** True for what a person reads. */
    public boolean isForScreens() {
        return this == AUTO || this == TABLE || this == VERTICAL;
    }

    /**
     * Begins the output of one result.
     *
     * @param zone where instants are shown
     * @param width the columns of the screen
     */
    public RowOutput open(OutputStream out, Schema schema, ZoneId zone, int width) throws IOException {
        return switch (this) {
            case AUTO -> new ScreenOutput(out, schema, new ValueText(zone), width);
            case TABLE -> new ScreenOutput(out, schema, new ValueText(zone), Integer.MAX_VALUE);
            case VERTICAL -> new ScreenOutput(out, schema, new ValueText(zone), 0);
            case CSV -> DelimitedOutput.csv(out, schema, new ValueText(zone));
            case TSV -> DelimitedOutput.tsv(out, schema, new ValueText(zone));
            case JSON -> new JsonOutput(out, schema, new ValueText(zone));
            case PARQUET -> new FileOutput(Formats.named("parquet").create(out, schema, FormatOptions.NONE));
        };
    }

    /** The name as it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
