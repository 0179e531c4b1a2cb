package io.weir.table.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** The names that a query gives with AS, for a misspelt one may mean one of them. */
final class WrittenNames extends SqlBasicVisitor<Void> {
    private final List<String> names = new ArrayList<>();

    private WrittenNames() {}

    static List<String> in(SqlNode query) {
        var finder = new WrittenNames();
        query.accept(finder);
        return finder.names;
    }

    @Override
    public Void visit(SqlCall call) {
        if (call.getKind() == SqlKind.AS) {
            call.getOperandList().subList(1, call.operandCount()).forEach(this::add);
        } else if (call instanceof SqlWithItem item && item.columnList != null) {
            item.columnList.forEach(this::add);
        }
        return super.visit(call);
    }

    private void add(SqlNode name) {
        if (name instanceof SqlIdentifier identifier) {
            names.add(identifier.getSimple());
        }
    }
}
