package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.Domain;
import java.util.List;

/**
 * A file that is not as it should be.
 *
 * @param error what the error says besides the file's name; empty: the rows are right all the same
 * @param column the column that {@code domain} is about
 * @param domain what the scan is told of the column, so that it looks at statistics and indexes; null: nothing
 */
record DamagedFile(
        String name,
        byte[] bytes,
        List<String> error,
        String column,
        @Nullable Domain domain) {
    DamagedFile(String name, byte[] bytes, List<String> error) {
        this(name, bytes, error, "", null);
    }

    @Override
    public String toString() {
        return name;
    }
}
