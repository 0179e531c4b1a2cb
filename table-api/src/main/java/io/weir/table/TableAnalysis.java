package io.weir.table;

import io.weir.formats.file.ColumnStatistics;
import io.weir.formats.file.TableStatistics;
import io.weir.table.catalog.ReadableTable;
import io.weir.table.statement.Position;
import io.weir.table.statement.Statement;
import io.weir.type.DataType;
import io.weir.type.Storage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

/** ANALYZE TABLE: reads a table once and counts what the planner estimates by. */
final class TableAnalysis {
    private static final Set<Storage> UNORDERED = EnumSet.of(Storage.LIST, Storage.MAP, Storage.ROW, Storage.OBJECT);

    private final Session session;

    TableAnalysis(Session session) {
        this.session = session;
    }

    TableStatistics of(ReadableTable table, Statement.Name name) {
        var known = table.statistics();
        try (var result = new Queries(session).run(new Statement.Query(query(table, name), Position.START))) {
            var row = result.rows().next();
            var rows = row.longValue(0);
            var columns = new ArrayList<ColumnStatistics>();
            var at = 1;
            for (var i = 0; i < table.schema().size(); i++) {
                var bytes = known.column(i).bytes();
                if (isOrdered(table.schema().type(i))) {
                    var nulls = rows - row.longValue(at);
                    columns.add(new ColumnStatistics(
                            row.value(at + 1), row.value(at + 2), nulls, row.longValue(at + 3), bytes));
                    at += 4;
                } else {
                    columns.add(new ColumnStatistics(null, null, rows - row.longValue(at), -1, bytes));
                    at++;
                }
            }
            return new TableStatistics(rows, known.bytes(), columns);
        }
    }

    private String query(ReadableTable table, Statement.Name name) {
        var distinct =
                session.functions().aggregate("approx_distinct").isPresent() ? "approx_distinct(" : "count(DISTINCT ";
        var text = new StringBuilder("SELECT count(*)");
        for (var field : table.schema().fields()) {
            var column = Definitions.quoted(field.name());
            text.append(", count(").append(column).append(")");
            if (isOrdered(field.type())) {
                text.append(", min(")
                        .append(column)
                        .append("), max(")
                        .append(column)
                        .append("), ");
                text.append(distinct).append(column).append(")");
            }
        }
        var names = name.parts().stream().map(Definitions::quoted).toList();
        return text.append(" FROM ").append(String.join(".", names)).toString();
    }

    private static boolean isOrdered(DataType type) {
        return !UNORDERED.contains(type.storage());
    }
}
