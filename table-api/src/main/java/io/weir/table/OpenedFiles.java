package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import io.weir.table.catalog.FileTables;
import io.weir.table.catalog.ReadableTable;
import java.util.List;

/** Files as tables of the catalog. */
final class OpenedFiles implements FileTables {
    @Override
    public ReadableTable open(String location, @Nullable String format, FormatOptions options) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "files are not read yet: " + location);
    }

    @Override
    public List<String> directories(String location) {
        return List.of();
    }
}
