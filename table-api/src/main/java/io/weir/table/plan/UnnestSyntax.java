package io.weir.table.plan;

import io.weir.table.node.SideBySide;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/** Says of collections in one UNNEST that they are filled up with nulls. */
final class UnnestSyntax extends SqlShuttle {
    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (!(visited instanceof SqlCall unnest) || unnest.getKind() != SqlKind.UNNEST || unnest.operandCount() == 1) {
            return visited;
        }
        var collections = unnest.getOperandList().stream()
                .map(collection -> SideBySide.INSTANCE.createCall(collection.getParserPosition(), collection))
                .toArray(SqlNode[]::new);
        return unnest.getOperator().createCall(unnest.getParserPosition(), collections);
    }
}
