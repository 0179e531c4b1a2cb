package io.weir.table.catalog;

import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.type.Schema;
import java.util.List;

/** A table whose statistics were worked out by reading it. */
record AnalyzedTable(ReadableTable table, TableStatistics statistics) implements ReadableTable {
    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
        return table.scan(columns, filters, domains);
    }

    @Override
    public String description() {
        return table.description();
    }
}
