package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType.Decimal;
import java.util.HashSet;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;

/** What the parser lets through and the planner would take for something else, or break at. */
final class SyntaxChecks extends SqlBasicVisitor<Void> {
    private static final int NOT_WRITTEN = -1;

    @Override
    public Void visit(SqlDataTypeSpec type) {
        if (type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
                && type.getTypeName().isSimple()
                && type.getTypeName().getSimple().equals(SqlTypeName.DECIMAL.name())) {
            var precision = basic.getPrecision();
            var tooWide = precision != NOT_WRITTEN && (precision < 1 || precision > Decimal.MAX_PRECISION);
            if (tooWide || basic.getScale() > precision) {
                throw Mistakes.at(
                        type.getParserPosition(),
                        ErrorCode.INVALID_STATEMENT,
                        "decimal needs a precision from 1 to 38 and a scale from 0 to it");
            }
        }
        return super.visit(type);
    }

    @Override
    public Void visit(SqlCall call) {
        if (call instanceof SqlWith with) {
            checkNames(with);
        } else if (call instanceof SqlOrderBy ordered) {
            checkWhole(ordered.fetch);
            checkWhole(ordered.offset);
        } else if (call.getOperator().getName().equalsIgnoreCase("coalesce") && call.operandCount() == 0) {
            throw Mistakes.at(call.getParserPosition(), ErrorCode.TYPE_MISMATCH, "coalesce needs arguments");
        }
        return super.visit(call);
    }

    private static void checkWhole(@Nullable SqlNode rows) {
        if (rows instanceof SqlNumericLiteral number && !number.isInteger()) {
            throw Mistakes.at(rows.getParserPosition(), ErrorCode.SYNTAX, "a number of rows is whole, not " + number);
        }
    }

    private static void checkNames(SqlWith with) {
        var names = new HashSet<String>();
        for (var node : with.withList) {
            var item = (SqlWithItem) node;
            if (item.recursive.booleanValue()) {
                throw Mistakes.at(item.getParserPosition(), ErrorCode.NOT_SUPPORTED, "recursive queries cannot be run");
            }
            if (!names.add(item.name.getSimple().toLowerCase(Locale.ROOT))) {
                throw Mistakes.at(
                        item.name.getParserPosition(),
                        ErrorCode.INVALID_STATEMENT,
                        "two queries of the name \"" + item.name.getSimple() + "\"");
            }
        }
    }

    @Override
    public Void visit(SqlDynamicParam parameter) {
        throw Mistakes.at(
                parameter.getParserPosition(),
                ErrorCode.NOT_SUPPORTED,
                "? is not known here: use ${name} and a variable");
    }

    @Override
    public Void visit(SqlIdentifier name) {
        return Util.last(name.names).isEmpty() && !name.isStar()
                ? emptyName(name.getParserPosition())
                : super.visit(name);
    }

    private static Void emptyName(SqlParserPos position) {
        throw Mistakes.at(position, ErrorCode.SYNTAX, "a name is empty");
    }
}
