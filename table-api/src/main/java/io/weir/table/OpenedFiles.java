package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.FileStores;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.table.catalog.FileTableEntry;
import io.weir.table.catalog.FileTables;
import io.weir.table.catalog.ReadableTable;
import io.weir.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Files as tables of the catalog. */
final class OpenedFiles implements FileTables {
    private final Supplier<SessionSettings> settings;

    /** @param settings for options that a table does not have */
    OpenedFiles(Supplier<SessionSettings> settings) {
        this.settings = settings;
    }

    @Override
    public ReadableTable open(String location, @Nullable String format, FormatOptions options) {
        return new Opened(open(location, format, options, settings.get()));
    }

    static FileTable open(FileTableEntry entry, SessionSettings settings) {
        return open(entry.location(), entry.format(), entry.options(), settings);
    }

    private static FileTable open(
            String location, @Nullable String format, FormatOptions options, SessionSettings settings) {
        var merged = settings.shown(SessionSettings.MERGE_SCHEMA);
        return FileTable.open(location, format, options.withUsual(FormatOptions.MERGE_SCHEMA, merged));
    }

    @Override
    public List<String> directories(String location) {
        var root = FileStores.absolute(location);
        try {
            var store = FileStores.of(root);
            return store.exists(root) ? store.directories(root) : List.of();
        } catch (IOException failed) {
            throw failure("list", location, failed);
        }
    }

    /** True if no file is at or below the path. */
    static boolean isEmpty(String location) {
        var path = FileStores.absolute(location);
        try {
            return FileStores.of(path).list(path).isEmpty();
        } catch (IOException failed) {
            throw failure("list", location, failed);
        }
    }

    static void delete(String location) {
        var path = FileStores.absolute(location);
        try {
            FileStores.of(path).delete(path);
        } catch (IOException failed) {
            throw failure("delete", location, failed);
        }
    }

    static void rename(String from, String to) {
        var path = FileStores.absolute(from);
        try {
            FileStores.of(path).rename(path, FileStores.absolute(to));
        } catch (IOException failed) {
            throw failure("rename", from, failed);
        }
    }

    private static EngineException failure(String what, String location, IOException cause) {
        return new EngineException(ErrorCode.FILE_ACCESS, "cannot " + what + ": " + location, cause);
    }

    private record Opened(FileTable table) implements ReadableTable {
        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public TableStatistics statistics() {
            return table.statistics();
        }

        @Override
        public Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
            return table.scan(columns, filters, domains);
        }

        @Override
        public String description() {
            return table.location();
        }
    }
}
