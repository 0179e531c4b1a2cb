package io.weir.table.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the columns of a query's result are called: an expression without a name by its text. */
final class ColumnNames {
    private static final String UNNAMED = "EXPR$";

    private ColumnNames() {}

    static List<String> of(Analyzer.Checked query, String sql) {
        var select = select(query.syntax());
        var names = new ArrayList<String>();
        var fields = query.root().fields;
        for (var i = 0; i < fields.size(); i++) {
            var name = fields.get(i).getValue();
            if (name.startsWith(UNNAMED)) {
                var written = select != null && select.getSelectList().size() == fields.size()
                        ? text(select.getSelectList().get(i), sql)
                        : "";
                name = written.isEmpty() ? "_col" + i : written;
            }
            names.add(name);
        }
        return names;
    }

    /** The first SELECT, whose names a query's result takes; null if the query begins otherwise. */
    private static @io.weir.Nullable SqlSelect select(SqlNode syntax) {
        if (syntax instanceof SqlSelect select) {
            return select;
        } else if (syntax instanceof SqlOrderBy ordered) {
            return select(ordered.query);
        } else if (syntax instanceof SqlWith with) {
            return select(with.body);
        } else if (syntax instanceof SqlBasicCall call
                && SqlKind.SET_QUERY.contains(call.getKind())
                && call.operandCount() > 0) {
            return select(call.operand(0));
        }
        return null;
    }

    private static String text(SqlNode item, String sql) {
        var position = item.getParserPosition();
        if (position.equals(SqlParserPos.ZERO)) {
            return "";
        }
        var start = start(item);
        var from = offset(sql, start.getLineNum(), start.getColumnNum());
        var to = offset(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1;
        return from < 0 || to <= from || to > sql.length()
                ? ""
                : sql.substring(from, to).replaceAll("\\s+", " ").strip();
    }

    /** Where an expression begins: operators between or behind their operands begin with the first. */
    private static SqlParserPos start(SqlNode node) {
        var own = node.getParserPosition();
        if (!(node instanceof SqlCall call)
                || call.operandCount() == 0
                || call.getOperandList().get(0) == null) {
            return own;
        }
        var first = start(call.getOperandList().get(0));
        if (call.getOperator().getName().equals("::")) {
            return first;
        }
        return first.equals(SqlParserPos.ZERO) || before(own, first) ? own : first;
    }

    private static boolean before(SqlParserPos one, SqlParserPos other) {
        return one.getLineNum() < other.getLineNum()
                || one.getLineNum() == other.getLineNum() && one.getColumnNum() < other.getColumnNum();
    }

    /** Lines and columns count from 1. */
    static int offset(String sql, int line, int column) {
        var start = 0;
        for (var i = 1; i < line; i++) {
            start = sql.indexOf('\n', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start + column - 1;
    }
}
