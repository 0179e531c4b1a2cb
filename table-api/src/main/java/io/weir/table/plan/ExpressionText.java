package io.weir.table.plan;

import io.weir.table.node.TypeMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Expressions of a plan as a person would write them, over columns by name. */
final class ExpressionText {
    private final List<String> columns;
    private final RexBuilder rex;

    /** @param columns the names of the input's columns */
    ExpressionText(List<String> columns, RexBuilder rex) {
        this.columns = columns;
        this.rex = rex;
    }

    String of(RexNode node) {
        if (node instanceof RexInputRef column) {
            return columns.get(column.getIndex());
        } else if (node instanceof RexLiteral literal) {
            return literal(literal);
        } else if (node instanceof RexFieldAccess access && !(access.getReferenceExpr() instanceof RexCorrelVariable)) {
            return of(access.getReferenceExpr()) + "." + access.getField().getName();
        }
        return node instanceof RexCall call ? call(expanded(call)) : node.toString();
    }

    private RexCall expanded(RexCall call) {
        return call.getKind() == SqlKind.SEARCH ? (RexCall) RexUtil.expandSearch(rex, null, call) : call;
    }

    private String call(RexCall call) {
        var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        return switch (call.getKind()) {
            case OR -> isChoiceOfPoints(call) ? points(call) : joined(call, " or ");
            case AND -> joined(call, " and ");
            case NOT ->
                call.operands.get(0) instanceof RexCall like && like.getKind() == SqlKind.LIKE
                        ? like(like, " not like ")
                        : "not " + operand(call, 0);
            case EXTRACT -> "extract(" + of(call.operands.get(0)) + " from " + of(call.operands.get(1)) + ")";
            case CAST, SAFE_CAST -> name(call) + "(" + of(call.operands.get(0)) + " as " + type(call.getType()) + ")";
            case CASE -> choice(call);
            case LIKE -> like(call, " like ");
            default -> {
                if (call.getOperator() instanceof SqlBinaryOperator) {
                    yield joined(call, " " + name + " ");
                } else if (call.getOperator() instanceof SqlPostfixOperator) {
                    yield operand(call, 0) + " " + name;
                } else if (call.getOperator() instanceof SqlPrefixOperator) {
                    yield name + operand(call, 0);
                }
                yield name + "(" + list(call.operands) + ")";
            }
        };
    }

    private static String name(RexCall cast) {
        return cast.getKind() == SqlKind.CAST ? "cast" : "try_cast";
    }

    private String like(RexCall call, String word) {
        var escape = call.operands.size() > 2 ? " escape " + operand(call, 2) : "";
        return operand(call, 0) + word + operand(call, 1) + escape;
    }

    /** True for one thing compared with constants, as in {@code x = 1 or x = 2}. */
    private boolean isChoiceOfPoints(RexCall or) {
        var subjects = new HashSet<String>();
        for (var operand : or.operands) {
            if (operand.getKind() != SqlKind.EQUALS || !(((RexCall) operand).operands.get(1) instanceof RexLiteral)) {
                return false;
            }
            subjects.add(of(((RexCall) operand).operands.get(0)));
        }
        return subjects.size() == 1;
    }

    private String points(RexCall or) {
        var values = or.operands.stream()
                .map(equal -> of(((RexCall) equal).operands.get(1)))
                .collect(Collectors.joining(", "));
        return operand((RexCall) or.operands.get(0), 0) + " in (" + values + ")";
    }

    private String joined(RexCall call, String word) {
        var texts = new ArrayList<String>();
        for (var i = 0; i < call.operands.size(); i++) {
            texts.add(operand(call, i));
        }
        return String.join(word, texts);
    }

    /** In parentheses where the text would read otherwise without them. */
    private String operand(RexCall call, int place) {
        var operand = call.operands.get(place);
        var text = of(operand);
        if (!(operand instanceof RexCall unexpanded)) {
            return text;
        }
        var inner = expanded(unexpanded);
        var same = inner.getKind() == call.getKind() && (place == 0 || call.isA(List.of(SqlKind.AND, SqlKind.OR)));
        return strength(inner) > strength(call) || same ? text : "(" + text + ")";
    }

    /** How close an operator holds its operands together; functions need no parentheses. */
    private int strength(RexCall call) {
        return switch (call.getKind()) {
            case OR -> isChoiceOfPoints(call) ? 4 : 1;
            case AND -> 2;
            case NOT -> 3;
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, LIKE -> 4;
            case PLUS, MINUS -> 5;
            case TIMES, DIVIDE, MOD -> 6;
            default ->
                call.getOperator() instanceof SqlBinaryOperator
                                || call.getOperator() instanceof SqlPostfixOperator
                                || call.getOperator() instanceof SqlPrefixOperator
                        ? 4
                        : Integer.MAX_VALUE;
        };
    }

    private String choice(RexCall call) {
        var text = new StringBuilder("case");
        var operands = call.operands;
        for (var i = 0; i + 1 < operands.size(); i += 2) {
            text.append(" when ").append(of(operands.get(i))).append(" then ").append(of(operands.get(i + 1)));
        }
        return text.append(" else ")
                .append(of(operands.get(operands.size() - 1)))
                .append(" end")
                .toString();
    }

    String list(List<? extends RexNode> nodes) {
        return nodes.stream().map(this::of).collect(Collectors.joining(", "));
    }

    /** All of these conditions. */
    String all(List<RexNode> conditions) {
        return conditions.stream()
                .map(condition -> {
                    var loose = condition instanceof RexCall call && strength(expanded(call)) == 1;
                    return loose && conditions.size() > 1 ? "(" + of(condition) + ")" : of(condition);
                })
                .collect(Collectors.joining(" and "));
    }

    private static String type(RelDataType type) {
        return TypeMapping.of(type).sql();
    }

    static String literal(RexLiteral literal) {
        if (literal.isNull()) {
            return "null";
        }
        return switch (literal.getType().getSqlTypeName()) {
            case CHAR, VARCHAR ->
                "'" + literal.getValueAs(NlsString.class).getValue().replace("'", "''") + "'";
            case DATE -> "date '" + literal.getValueAs(DateString.class) + "'";
            case TIME -> "time '" + literal.getValueAs(TimeString.class) + "'";
            case TIMESTAMP -> "timestamp '" + literal.getValueAs(TimestampString.class) + "'";
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
                literal.getValueAs(BigDecimal.class).toPlainString();
            case SYMBOL -> literal.getValue().toString().toLowerCase(Locale.ROOT);
            default -> literal.toString().replaceAll(":[A-Z].*", "").toLowerCase(Locale.ROOT);
        };
    }
}
