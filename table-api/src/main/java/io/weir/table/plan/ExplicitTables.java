package io.weir.table.plan;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;

/** TABLE t becomes SELECT * FROM t; the validator does the same, but not below an ORDER BY. */
final class ExplicitTables extends SqlShuttle {
    @Override
    public SqlNode visit(SqlCall call) {
        if (call.getKind() != SqlKind.EXPLICIT_TABLE) {
            return super.visit(call);
        }
        var position = call.getParserPosition();
        return new SqlSelect(
                position,
                null,
                SqlNodeList.of(SqlIdentifier.star(position)),
                call.operand(0),
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
