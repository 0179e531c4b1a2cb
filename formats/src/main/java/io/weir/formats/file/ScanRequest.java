package io.weir.formats.file;

import io.weir.expression.Expression;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;

/**
 * What a scan wants of each file.
 *
 * @param columns names and types of the columns to answer, in order. A file's column of that name is converted to that type where it
 *     can be without loss; a column that the file lacks is null
 * @param filters over {@code columns}, in the order in which to evaluate them; a reader answers just the rows for which all are true
 * @param domains what the filters imply for single columns, for skipping by statistics
 * @param options the table's
 */
public record ScanRequest(Schema columns, List<Expression> filters, List<ColumnDomain> domains, FormatOptions options)
        implements Serializable {
    public ScanRequest {
        filters = List.copyOf(filters);
        domains = List.copyOf(domains);
    }

    /** A row can pass only if the column's value lies in the domain. {@code column} counts in {@link ScanRequest#columns}. */
    public record ColumnDomain(int column, Domain domain) implements Serializable {}
}
