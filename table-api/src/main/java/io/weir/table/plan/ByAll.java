package io.weir.table.plan;

import io.weir.ErrorCode;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;

/** {@code GROUP BY ALL}: by all that is selected but aggregates. {@code ORDER BY ALL}: by all columns from left to right. */
final class ByAll extends SqlShuttle {
    /** The name of a column that stands for all. */
    static final String MARK = "by all";

    /** The keys of GROUP BY ALL, once it is known what is an aggregate. */
    static void expand(SqlSelect select, Predicate<SqlNode> isAggregate) {
        var keys = select.getGroup();
        if (keys == null || keys.size() != 1 || !isMark(keys.get(0))) {
            return;
        }
        var all = new SqlNodeList(keys.getParserPosition());
        for (var item : select.getSelectList()) {
            var value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
            if (!isAggregate.test(value) && !(value instanceof SqlLiteral)) {
                all.add(value);
            }
        }
        select.setGroupBy(all);
    }

    /** A query of one item, which the validator can tell to be of aggregates or not. */
    static SqlSelect selecting(SqlNode item) {
        return new SqlSelect(
                item.getParserPosition(),
                null,
                SqlNodeList.of(item),
                null,
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

    private static boolean isMark(SqlNode node) {
        return node instanceof SqlIdentifier name
                && name.isSimple()
                && name.getSimple().equals(MARK);
    }

    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (!(visited instanceof SqlOrderBy ordered)
                || ordered.orderList.size() != 1
                || !isMark(column(ordered.orderList.get(0)))) {
            return visited;
        }
        var select = select(ordered.query);
        if (select == null || select.getSelectList().stream().anyMatch(ByAll::isStar)) {
            throw Mistakes.at(
                    ordered.orderList.getParserPosition(),
                    ErrorCode.NOT_SUPPORTED,
                    "ORDER BY ALL goes with columns that are written one by one");
        }
        var all = new SqlNodeList(ordered.orderList.getParserPosition());
        for (var i = 1; i <= select.getSelectList().size(); i++) {
            all.add(item(ordered.orderList.get(0), i));
        }
        return new SqlOrderBy(ordered.getParserPosition(), ordered.query, all, ordered.offset, ordered.fetch);
    }

    private static SqlNode column(SqlNode item) {
        return isOrdering(item) ? column(((SqlCall) item).operand(0)) : item;
    }

    private static boolean isOrdering(SqlNode item) {
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> true;
            default -> false;
        };
    }

    /** The item with the number of a column in the place of the mark. */
    private static SqlNode item(SqlNode item, int number) {
        var position = item.getParserPosition();
        if (isOrdering(item)) {
            var ordering = (SqlCall) item;
            return ordering.getOperator().createCall(position, item(ordering.operand(0), number));
        }
        return SqlLiteral.createExactNumeric(Integer.toString(number), position);
    }

    @io.weir.Nullable
    private static SqlSelect select(SqlNode query) {
        if (query instanceof SqlSelect select) {
            return select;
        }
        return SqlKind.SET_QUERY.contains(query.getKind()) ? select(((SqlCall) query).operand(0)) : null;
    }

    private static boolean isStar(SqlNode item) {
        return item instanceof SqlIdentifier name && name.isStar();
    }
}
