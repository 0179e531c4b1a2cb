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
import io.weir.table.catalog.FileTables;
import io.weir.table.catalog.ReadableTable;
import io.weir.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** Files as tables of the catalog. */
final class OpenedFiles implements FileTables {
    @Override
    public ReadableTable open(String location, @Nullable String format, FormatOptions options) {
        return new Opened(FileTable.open(location, format, options));
    }

    @Override
    public List<String> directories(String location) {
        try {
            var names = new TreeSet<String>();
            var root = FileStores.absolute(location);
            for (var file : FileStores.of(location).list(root)) {
                var below = file.path().substring(Math.min(file.path().length(), root.length() + 1));
                if (below.indexOf('/') > 0) {
                    names.add(below.substring(0, below.indexOf('/')));
                }
            }
            return List.copyOf(names);
        } catch (IOException failed) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot list the directory " + location, failed);
        }
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
