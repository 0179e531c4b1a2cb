package io.weir.sql.output;

import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.Formats;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;

/** How rows are written. */
public enum OutputFormat {
    /** Aligned columns with a header, numbers to the right. */
    TABLE,
    /** With a header line; null is nothing, the empty text a pair of quotes. */
    CSV,
    /** With a header line; tabs, line ends and backslashes in text are escaped with a backslash. */
    TSV,
    /** One object a line. */
    JSON,
    PARQUET;

    /** Begins the output of one result. {@code zone} is where instants are shown. */
    public RowOutput open(OutputStream out, Schema schema, ZoneId zone) throws IOException {
        return switch (this) {
            case TABLE -> new TableOutput(out, schema, new ValueText(zone));
            case CSV -> DelimitedOutput.csv(out, schema, new ValueText(zone));
            case TSV -> DelimitedOutput.tsv(out, schema, new ValueText(zone));
            case JSON -> new JsonOutput(out, schema, new ValueText(zone));
            case PARQUET -> new FileOutput(Formats.named("parquet").create(out, schema, FormatOptions.NONE));
        };
    }
}
