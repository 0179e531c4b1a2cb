package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.sql.output.OutputFormat;
import java.util.List;
import java.util.Locale;

/** The output formats that suit a screen. */
final class ShownFormat {
    private static final List<OutputFormat> TEXTS =
            List.of(OutputFormat.TABLE, OutputFormat.CSV, OutputFormat.TSV, OutputFormat.JSON);

    private ShownFormat() {}

    static OutputFormat of(String name) {
        return TEXTS.stream()
                .filter(format -> format.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        ErrorCode.INVALID_OPTION,
                        "no format \"" + name + "\" for the screen: table, csv, tsv or json"));
    }
}
