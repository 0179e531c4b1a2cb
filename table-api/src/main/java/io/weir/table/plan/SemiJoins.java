package io.weir.table.plan;

import io.weir.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;

/** {@code a LEFT SEMI JOIN b ON c} and {@code LEFT ANTI JOIN} are EXISTS and NOT EXISTS in the query's WHERE. */
final class SemiJoins extends SqlShuttle {
    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (!(visited instanceof SqlSelect select) || select.getFrom() == null) {
            return visited;
        }
        var conditions = new ArrayList<SqlNode>();
        var from = without(select.getFrom(), conditions);
        if (conditions.isEmpty()) {
            return select;
        }
        select.setFrom(from);
        for (var condition : conditions) {
            var where = select.getWhere();
            select.setWhere(
                    where == null
                            ? condition
                            : SqlStdOperatorTable.AND.createCall(where.getParserPosition(), where, condition));
        }
        return select;
    }

    /** What is left of FROM; rows of the left side of other joins are all still there when WHERE chooses. */
    private static SqlNode without(SqlNode from, List<SqlNode> conditions) {
        if (!(from instanceof SqlJoin join)) {
            return from;
        }
        var position = join.getParserPosition();
        return switch (join.getJoinType()) {
            case LEFT_SEMI_JOIN, LEFT_ANTI_JOIN -> {
                var left = without(join.getLeft(), conditions);
                var exists = exists(join);
                conditions.add(
                        join.getJoinType() == JoinType.LEFT_SEMI_JOIN
                                ? exists
                                : SqlStdOperatorTable.NOT.createCall(position, exists));
                yield left;
            }
            case INNER, CROSS, COMMA, LEFT -> {
                join.setLeft(without(join.getLeft(), conditions));
                yield join;
            }
            default -> from;
        };
    }

    private static SqlNode exists(SqlJoin join) {
        var position = join.getParserPosition();
        if (join.getConditionType() != JoinConditionType.ON) {
            throw Mistakes.at(position, ErrorCode.NOT_SUPPORTED, "a semi or anti join takes its condition with ON");
        }
        var one = SqlNodeList.of(SqlLiteral.createExactNumeric("1", position));
        var select = new SqlSelect(
                position,
                null,
                one,
                join.getRight(),
                join.getCondition(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return SqlStdOperatorTable.EXISTS.createCall(position, select);
    }
}
