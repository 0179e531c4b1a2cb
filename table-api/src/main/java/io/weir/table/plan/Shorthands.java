package io.weir.table.plan;

import io.weir.Nullable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions that are other words for operators and for calls of other functions. */
final class Shorthands {
    private static final Map<String, SqlOperator> OF_ONE = Map.of(
            "isnull", SqlStdOperatorTable.IS_NULL,
            "isnotnull", SqlStdOperatorTable.IS_NOT_NULL);

    private static final Map<String, SqlOperator> OF_TWO = Map.of(
            "equal_null", SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
            "try_add", SqlStdOperatorTable.PLUS,
            "try_subtract", SqlStdOperatorTable.MINUS,
            "try_multiply", SqlStdOperatorTable.MULTIPLY,
            "try_divide", SqlStdOperatorTable.DIVIDE);

    private static final Map<String, SqlTypeName> MOMENTS = Map.of(
            "current_timestamp", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
            "localtimestamp", SqlTypeName.TIMESTAMP,
            "current_time", SqlTypeName.TIME,
            "localtime", SqlTypeName.TIME);

    private final SqlParserPos position;

    private Shorthands(SqlParserPos position) {
        this.position = position;
    }

    /** What the call says in full; the call itself if it is no shorthand. */
    static SqlNode of(SqlCall call) {
        var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        var full = new Shorthands(call.getParserPosition()).full(name, call.getOperandList());
        return full == null ? call : full;
    }

    private @Nullable SqlNode full(String name, List<SqlNode> operands) {
        return switch (operands.size()) {
            case 0 -> name.equals("unix_timestamp") ? function(name, function("now")) : null;
            case 1 -> ofOne(name, operands.get(0));
            case 2 -> ofTwo(name, operands.get(0), operands.get(1));
            default -> name.equals("decode") ? decoded(operands) : null;
        };
    }

    private @Nullable SqlNode ofOne(String name, SqlNode operand) {
        var moment = MOMENTS.get(name);
        if (moment != null && operand instanceof SqlNumericLiteral digits) {
            var type = new SqlBasicTypeNameSpec(moment, digits.intValue(true), position);
            return SqlStdOperatorTable.CAST.createCall(
                    position, new SqlIdentifier(name, position), new SqlDataTypeSpec(type, position));
        } else if (name.equals("zeroifnull")) {
            var zero = SqlLiteral.createExactNumeric("0", position);
            return SqlStdOperatorTable.COALESCE.createCall(position, operand, zero);
        }
        var operator = OF_ONE.get(name);
        return operator == null ? null : operator.createCall(position, operand);
    }

    private @Nullable SqlNode ofTwo(String name, SqlNode first, SqlNode second) {
        if (name.equals("date_part") && first instanceof SqlCharStringLiteral unit) {
            return function(String.valueOf(unit.getValueAs(String.class)).toLowerCase(Locale.ROOT), second);
        } else if (name.equals("from_unixtime") && second instanceof SqlCharStringLiteral form && !isZone(form)) {
            return function("date_format", function(name, first), second);
        } else if (name.equals("nanvl")) {
            return SqlCase.createSwitched(
                    position,
                    function("is_nan", first),
                    SqlNodeList.of(SqlLiteral.createBoolean(true, position)),
                    SqlNodeList.of(second),
                    first);
        }
        var operator = OF_TWO.get(name);
        if (operator == null) {
            return null;
        }
        var applied = operator.createCall(position, first, second);
        return name.startsWith("try_") ? function("try", applied) : applied;
    }

    private static boolean isZone(SqlCharStringLiteral text) {
        try {
            return !ZoneId.of(String.valueOf(text.getValueAs(String.class)))
                    .getId()
                    .isEmpty();
        } catch (DateTimeException notOne) {
            return false;
        }
    }

    /** {@code decode(x, a, 1, b, 2, 3)}: nulls equal each other. */
    private SqlNode decoded(List<SqlNode> operands) {
        var whens = new SqlNodeList(position);
        var thens = new SqlNodeList(position);
        for (var i = 1; i + 1 < operands.size(); i += 2) {
            whens.add(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM.createCall(position, operands.get(0), operands.get(i)));
            thens.add(operands.get(i + 1));
        }
        var otherwise = operands.size() % 2 == 0 ? operands.get(operands.size() - 1) : SqlLiteral.createNull(position);
        return new SqlCase(position, null, whens, thens, otherwise);
    }

    private SqlNode function(String name, SqlNode... arguments) {
        return AggregateSyntax.function(name, position).createCall(position, arguments);
    }
}
