package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.table.node.EmptyCollection;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code ARRAY(query)}: the rows of a query of one column, collected by an aggregate over it, in the query's order. */
final class QueryArrays {
    private static final String VALUE = "value";

    private final SqlParserPos position;

    private QueryArrays(SqlParserPos position) {
        this.position = position;
    }

    static SqlNode of(SqlCall array) {
        var arrays = new QueryArrays(array.getParserPosition());
        SqlNode query = array.operand(0);
        var collected =
                query instanceof SqlOrderBy ordered ? arrays.ordered(ordered) : arrays.collected(query, 0, List.of());
        return SqlStdOperatorTable.COALESCE.createCall(
                array.getParserPosition(), collected, EmptyCollection.ARRAY.createCall(array.getParserPosition()));
    }

    /** What is ordered by becomes columns beside the value, so that the aggregate can order by them again. */
    private SqlNode ordered(SqlOrderBy query) {
        var orders = query.orderList;
        if (!(query.query instanceof SqlSelect select)) {
            throw Mistakes.at(
                    position,
                    ErrorCode.NOT_SUPPORTED,
                    "the order in ARRAY(...) is that of a SELECT: put the query in FROM");
        }
        var list = select.getSelectList();
        if (list.size() != 1) {
            throw Mistakes.at(position, ErrorCode.INVALID_STATEMENT, "ARRAY(...) takes a query of one column");
        }
        var columns = new SqlNodeList(position);
        columns.add(list.get(0));
        var names = new ArrayList<SqlNode>();
        for (var item : orders) {
            var name = new SqlIdentifier("order" + names.size(), position);
            columns.add(as(key(item, list.get(0)), name));
            names.add(renamed(item, name));
        }
        var wider = (SqlSelect) select.clone(select.getParserPosition());
        wider.setSelectList(columns);
        var limited = query.offset != null || query.fetch != null;
        var inner = limited ? new SqlOrderBy(position, wider, orders, query.offset, query.fetch) : wider;
        return collected(inner, names.size(), names);
    }

    /** The expression that is ordered by: an ordinal and a name of the value mean the value. */
    private static SqlNode key(SqlNode item, SqlNode value) {
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> key(((SqlCall) item).operand(0), value);
            default -> {
                var named = value.getKind() == SqlKind.AS ? ((SqlCall) value).operand(1) : null;
                var same = item instanceof SqlNumericLiteral
                        || named != null && item.toString().equalsIgnoreCase(named.toString());
                var plain = value.getKind() == SqlKind.AS ? ((SqlCall) value).operand(0) : value;
                yield same ? plain : item;
            }
        };
    }

    private static SqlNode renamed(SqlNode item, SqlNode name) {
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                var ordering = (SqlCall) item;
                yield ordering.getOperator().createCall(item.getParserPosition(), renamed(ordering.operand(0), name));
            }
            default -> name;
        };
    }

    private SqlNode as(SqlNode node, SqlNode... names) {
        var operands = new ArrayList<SqlNode>();
        operands.add(node);
        operands.addAll(List.of(names));
        return SqlStdOperatorTable.AS.createCall(position, operands);
    }

    /** {@code (SELECT array_agg(value ORDER BY ...) FROM (query) AS array (value, ...))}. */
    private SqlNode collected(SqlNode query, int orders, List<SqlNode> order) {
        var names = new ArrayList<SqlNode>();
        names.add(new SqlIdentifier("array", position));
        names.add(new SqlIdentifier(VALUE, position));
        for (var i = 0; i < orders; i++) {
            names.add(new SqlIdentifier("order" + i, position));
        }
        var values = AggregateSyntax.function("array_agg", position)
                .createCall(position, new SqlIdentifier(VALUE, position));
        var all = order.isEmpty() ? values : AggregateSyntax.within(position, values, new SqlNodeList(order, position));
        return new SqlSelect(
                position,
                null,
                SqlNodeList.of(all),
                as(query, names.toArray(SqlNode[]::new)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
