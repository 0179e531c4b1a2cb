package io.weir.table.plan;

import io.weir.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonExistsErrorBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * JSON functions with clauses of their own, as calls of the catalog's functions. Where JSON is made, an argument that is JSON already
 * becomes bytes, which those functions take as it is.
 */
final class JsonSyntax {
    private static final Set<String> MAKING = Set.of("json_object", "json_array");
    private static final Set<String> AGGREGATES = Set.of("json_objectagg", "json_arrayagg");
    private static final Set<String> ANSWERING_JSON = Set.of(
            "json_object", "json_array", "json_objectagg", "json_arrayagg", "json_query", "json_parse", "parse_json");

    private final SqlParserPos position;
    private final SqlNode json;
    private final SqlNode path;

    private @Nullable SqlNode type;
    private Instead onEmpty = new Instead(SqlJsonValueEmptyOrErrorBehavior.NULL, null);
    private Instead onError = onEmpty;

    /** What to answer for nothing, or for an error. */
    private record Instead(
            SqlJsonValueEmptyOrErrorBehavior behavior,
            @Nullable SqlNode value) {}

    private JsonSyntax(SqlCall call) {
        this.position = call.getParserPosition();
        this.json = call.operand(0);
        this.path = call.operand(1);
        var operands = call.getOperandList();
        var at = 2;
        if (at + 1 < operands.size() && operands.get(at + 1) instanceof SqlDataTypeSpec returned) {
            type = returned;
            at += 2;
        }
        while (at < operands.size()) {
            at = clause(operands, at);
        }
    }

    private int clause(List<SqlNode> operands, int from) {
        var behavior = ((SqlLiteral) operands.get(from)).getValueAs(SqlJsonValueEmptyOrErrorBehavior.class);
        var at = from + 1;
        var value = behavior == SqlJsonValueEmptyOrErrorBehavior.DEFAULT ? operands.get(at++) : null;
        var instead = new Instead(behavior, value);
        if (((SqlLiteral) operands.get(at)).getValueAs(SqlJsonEmptyOrError.class) == SqlJsonEmptyOrError.EMPTY) {
            onEmpty = instead;
        } else {
            onError = instead;
        }
        return at + 1;
    }

    static SqlNode of(SqlCall call) {
        var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        var making = MAKING.contains(name);
        if (name.equals("json_value") && call.operandCount() > 2) {
            return new JsonSyntax(call).value();
        } else if (name.equals("json_exists") && call.operandCount() > 2 && !fails(call.operand(2))) {
            return function("json_exists", call.operand(0), call.operand(1));
        } else if (!making && AGGREGATES.stream().noneMatch(name::startsWith)) {
            return call;
        }
        var operands = call.getOperandList().stream().map(JsonSyntax::asIs).toArray(SqlNode[]::new);
        if (call.getKind() == SqlKind.JSON_OBJECTAGG) {
            operands[0] = SqlStdOperatorTable.CAST.createCall(
                    call.getParserPosition(), operands[0], text(call.getParserPosition()));
        }
        var position = call.getParserPosition();
        return making
                ? AggregateSyntax.function(name, position).createCall(position, operands)
                : call.getOperator().createCall(call.getFunctionQuantifier(), position, operands);
    }

    /** What is no JSON holds nothing, so only FALSE ON ERROR is true of json_exists. */
    private static boolean fails(SqlNode onError) {
        return !(onError instanceof SqlLiteral literal)
                || literal.getValueAs(SqlJsonExistsErrorBehavior.class) != SqlJsonExistsErrorBehavior.FALSE;
    }

    private static SqlNode asIs(SqlNode operand) {
        if (operand instanceof SqlCall call) {
            var formatted = call.getOperator().equals(SqlStdOperatorTable.JSON_VALUE_EXPRESSION);
            if (formatted || ANSWERING_JSON.contains(name(call))) {
                return function("to_utf8", formatted ? call.operand(0) : call);
            }
        }
        return operand;
    }

    /** The name of a function; what says how to treat nulls is part of the name of an aggregate. */
    private static String name(SqlCall call) {
        var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        return call.getKind() == SqlKind.JSON_ARRAYAGG || call.getKind() == SqlKind.JSON_OBJECTAGG
                ? name.substring(0, name.indexOf("agg") + 3)
                : name;
    }

    private static SqlNode function(String name, SqlNode... arguments) {
        var position = arguments[0].getParserPosition();
        return AggregateSyntax.function(name, position).createCall(position, arguments);
    }

    /** JSON_VALUE with RETURNING and what to answer instead. */
    private SqlNode value() {
        var found = function("json_value", json, path);
        var converted = onError.behavior == SqlJsonValueEmptyOrErrorBehavior.ERROR ? cast(found) : tried(found);
        if (onEmpty.behavior == SqlJsonValueEmptyOrErrorBehavior.NULL
                && onError.behavior == SqlJsonValueEmptyOrErrorBehavior.NULL) {
            return converted;
        }
        var whens = new SqlNodeList(position);
        var thens = new SqlNodeList(position);
        whens.add(SqlLiteral.createCharString("nothing", position));
        thens.add(instead(onEmpty));
        whens.add(SqlLiteral.createCharString("no value", position));
        thens.add(instead(onError));
        whens.add(SqlLiteral.createCharString("value", position));
        thens.add(
                onError.value == null
                        ? converted
                        : SqlStdOperatorTable.COALESCE.createCall(position, converted, cast(onError.value)));
        var none = SqlLiteral.createNull(position);
        return SqlCase.createSwitched(position, function("json_kind", json, path), whens, thens, none);
    }

    private SqlNode instead(Instead instead) {
        return switch (instead.behavior) {
            case NULL -> cast(SqlLiteral.createNull(position));
            case DEFAULT -> cast(java.util.Objects.requireNonNull(instead.value));
            case ERROR -> cast(function("json_value_or_error", json, path));
        };
    }

    private SqlNode cast(SqlNode value) {
        return SqlStdOperatorTable.CAST.createCall(position, value, type == null ? text(position) : type);
    }

    private SqlNode tried(SqlNode value) {
        return type == null ? value : SqlLibraryOperators.TRY_CAST.createCall(position, value, type);
    }

    private static SqlNode text(SqlParserPos position) {
        return new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position);
    }
}
