package io.weir.table.catalog;

import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.type.Schema;
import java.util.List;

/** A table whose rows a source answers. What is asked may be worked out on the first call and kept. */
public non-sealed interface ReadableTable extends TableEntry {
    Schema schema();

    /** What is known of the rows; asked while a query is planned, so it reads little. */
    TableStatistics statistics();

    /**
     * The rows as a source.
     *
     * @param columns columns of {@link #schema()} by name, in the order to answer them
     * @param filters over {@code columns}; the source answers just the rows for which all are true
     * @param domains what the filters imply for single columns, by their place in {@code columns}
     */
    Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains);

    /** One short line for plans and messages. */
    String description();
}
