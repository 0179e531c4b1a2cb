package io.weir.table.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** A query's text in which pieces were put in the place of others, so that the parser can read it; knows where all of it stood before. */
final class EditedText {
    private final String original;
    private final List<Edit> edits;
    private final String text;

    /** What to write in the place of the characters from {@code from} to {@code to - 1}. */
    record Edit(int from, int to, String instead) {}

    /** @param edits one after the other, from front to back */
    EditedText(String original, List<Edit> edits) {
        this.original = original;
        this.edits = edits;
        var edited = new StringBuilder();
        var at = 0;
        for (var edit : edits) {
            edited.append(original, at, edit.from).append(edit.instead);
            at = edit.to;
        }
        text = edited.append(original, at, original.length()).toString();
    }

    String text() {
        return text;
    }

    /** The tree that was read from the edited text, with the positions of the original. */
    SqlNode original(SqlNode syntax) {
        return edits.isEmpty() ? syntax : syntax.accept(new Moving());
    }

    SqlParseException original(SqlParseException mistake) {
        return edits.isEmpty() || mistake.getPos() == null
                ? mistake
                : new SqlParseException(
                        mistake.getMessage(),
                        original(mistake.getPos()),
                        mistake.getExpectedTokenSequences(),
                        mistake.getTokenImages(),
                        mistake.getCause());
    }

    private SqlParserPos original(SqlParserPos position) {
        if (position.getLineNum() == 0) {
            return position; // what the parser made without text
        }
        var from = originalOffset(ColumnNames.offset(text, position.getLineNum(), position.getColumnNum()));
        var to = originalOffset(ColumnNames.offset(text, position.getEndLineNum(), position.getEndColumnNum()));
        return new SqlParserPos(line(from), column(from), line(to), column(to)).withQuoting(position.isQuoted());
    }

    private int originalOffset(int offset) {
        var longer = 0;
        for (var edit : edits) {
            var start = edit.from + longer;
            if (offset < start) {
                break;
            } else if (offset < start + edit.instead.length()) {
                return edit.from + Math.min(offset - start, Math.max(0, edit.to - edit.from - 1));
            }
            longer += edit.instead.length() - (edit.to - edit.from);
        }
        return Math.min(offset - longer, original.length());
    }

    private int line(int offset) {
        return 1
                + (int) original.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private int column(int offset) {
        return offset - original.lastIndexOf('\n', offset - 1);
    }

    private final class Moving extends SqlShuttle {
        @Override
        public SqlNode visit(SqlLiteral literal) {
            return literal.clone(original(literal.getParserPosition()));
        }

        @Override
        public SqlNode visit(SqlIdentifier name) {
            var parts = new ArrayList<SqlParserPos>();
            for (var i = 0; i < name.names.size(); i++) {
                parts.add(original(name.getComponentParserPosition(i)));
            }
            return new SqlIdentifier(name.names, name.getCollation(), original(name.getParserPosition()), parts);
        }

        @Override
        public SqlNode visit(SqlIntervalQualifier unit) {
            var position = original(unit.getParserPosition());
            return unit.timeFrameName == null
                    ? unit.clone(position)
                    : new SqlIntervalQualifier(unit.timeFrameName, position);
        }

        @Override
        public SqlNode visit(SqlDataTypeSpec type) {
            return type.clone(original(type.getParserPosition()));
        }

        @Override
        public SqlNode visit(SqlNodeList list) {
            var moved = new SqlNodeList(original(list.getParserPosition()));
            list.forEach(node -> moved.add(node == null ? null : node.accept(this)));
            return moved;
        }

        @Override
        public SqlNode visit(SqlCall call) {
            var operands = new ArrayList<SqlNode>();
            for (var operand : call.getOperandList()) {
                operands.add(operand == null ? null : operand.accept(this));
            }
            return call.getOperator()
                    .createCall(
                            call.getFunctionQuantifier(),
                            original(call.getParserPosition()),
                            operands.toArray(SqlNode[]::new));
        }
    }
}
