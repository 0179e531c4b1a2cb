package io.weir.table.plan;

import io.weir.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** {@code SELECT a, explode(b) FROM t}: a row for each element, by a join with what UNNEST makes of each row. */
final class SelectedElements extends SqlShuttle {
    private static final Set<String> NAMES = Set.of("explode", "explode_outer");
    private static final String COLUMN = "col";

    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (!(visited instanceof SqlSelect select)) {
            return visited;
        }
        var items = new SqlNodeList(select.getSelectList().getParserPosition());
        SqlCall found = null;
        for (var item : select.getSelectList()) {
            var value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
            if (!(value instanceof SqlCall function) || !isOne(function)) {
                items.add(item);
                continue;
            }
            if (found != null) {
                throw Mistakes.at(
                        value.getParserPosition(), ErrorCode.NOT_SUPPORTED, "only one explode goes into a SELECT");
            }
            found = function;
            var element = new SqlIdentifier(COLUMN, value.getParserPosition());
            items.add(
                    item == value
                            ? element
                            : SqlStdOperatorTable.AS.createCall(
                                    item.getParserPosition(), element, ((SqlCall) item).operand(1)));
        }
        if (found != null) {
            select.setSelectList(items);
            select.setFrom(joined(select.getFrom(), found));
        }
        return select;
    }

    private static boolean isOne(SqlCall call) {
        return call.operandCount() == 1
                && NAMES.contains(call.getOperator().getName().toLowerCase(Locale.ROOT));
    }

    private static SqlNode joined(@io.weir.Nullable SqlNode from, SqlCall explode) {
        var position = explode.getParserPosition();
        var elements = SqlStdOperatorTable.AS.createCall(
                position,
                List.of(
                        SqlStdOperatorTable.UNNEST.createCall(position, explode.getOperandList()),
                        new SqlIdentifier("exploded", position),
                        new SqlIdentifier(COLUMN, position)));
        if (from == null) {
            return elements;
        }
        var outer = explode.getOperator().getName().toLowerCase(Locale.ROOT).endsWith("outer");
        return new SqlJoin(
                position,
                from,
                SqlLiteral.createBoolean(false, position),
                (outer ? JoinType.LEFT : JoinType.CROSS).symbol(position),
                elements,
                (outer ? JoinConditionType.ON : JoinConditionType.NONE).symbol(position),
                outer ? truth(position) : null);
    }

    private static SqlNode truth(SqlParserPos position) {
        return SqlLiteral.createBoolean(true, position);
    }
}
