package io.weir.formats.parquet;

import java.util.regex.Pattern;

/** Who wrote a file, for what is known to be wrong or odd with some. */
record WriterVersion(String text) {
    private static final Pattern JAVA_WRITER =
            Pattern.compile("parquet-mr(?: version (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*)?.*");

    /** Whether bounds of byte arrays can be believed: early versions of the Java writer wrote wrong ones. */
    boolean boundsOfBytesAreSound() {
        var matcher = JAVA_WRITER.matcher(text);
        if (!matcher.matches()) {
            return true;
        }
        return matcher.group(1) != null
                && (Integer.parseInt(matcher.group(1)) > 1 || Integer.parseInt(matcher.group(2)) >= 10);
    }

    /** Whether a column chunk is one page most of the time, so that cutting a row group would decompress all of it twice. */
    boolean writesOnePageAColumn() {
        return text.startsWith("DuckDB");
    }
}
