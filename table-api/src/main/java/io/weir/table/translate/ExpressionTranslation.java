package io.weir.table.translate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.And;
import io.weir.expression.Arithmetic;
import io.weir.expression.Case;
import io.weir.expression.Cast;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Extract;
import io.weir.expression.Folding;
import io.weir.expression.Like;
import io.weir.expression.Literal;
import io.weir.expression.Or;
import io.weir.expression.OverElements;
import io.weir.expression.ScalarFunction;
import io.weir.expression.Truth;
import io.weir.flow.Batch;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.node.ElementCall;
import io.weir.table.node.EmptyCollection;
import io.weir.table.node.SideBySide;
import io.weir.table.node.TypeMapping;
import io.weir.table.plan.ArgumentTypes;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/** Scalar expressions of the plan as expressions of the engine, over a batch whose columns are the fields of the node's input. */
final class ExpressionTranslation {
    private final FunctionCatalog functions;
    private final ZoneId zone;
    private final IntUnaryOperator places;

    ExpressionTranslation(FunctionCatalog functions, ZoneId zone) {
        this(functions, zone, IntUnaryOperator.identity());
    }

    private ExpressionTranslation(FunctionCatalog functions, ZoneId zone, IntUnaryOperator places) {
        this.functions = functions;
        this.zone = zone;
        this.places = places;
    }

    /** The same over a batch in which the fields lie elsewhere. */
    ExpressionTranslation moved(IntUnaryOperator elsewhere) {
        return new ExpressionTranslation(functions, zone, elsewhere);
    }

    List<Expression> all(List<? extends RexNode> nodes) {
        return nodes.stream().map(this::of).toList();
    }

    Expression of(RexNode node) {
        if (node instanceof RexInputRef reference) {
            return new Column(places.applyAsInt(reference.getIndex()), TypeMapping.of(reference.getType()));
        } else if (node instanceof RexLiteral literal) {
            return LiteralTranslation.of(literal);
        } else if (node instanceof RexCall call) {
            return RexUtil.isConstant(call) ? folded(ofCall(call)) : ofCall(call);
        } else if (node instanceof RexFieldAccess access) {
            return fieldAccess(access);
        }
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "expression is not supported here: " + node);
    }

    /** A call of constants is worked out once; one that fails is left to fail when a row needs it. */
    private static Expression folded(Expression call) {
        try {
            var value = call.evaluate(Batch.of(1), Selection.all(1));
            return new Literal(call.type(), Values.get(value, 0));
        } catch (EngineException failed) {
            return call;
        }
    }

    /** The expression, converted where its type is not the one wanted. */
    Expression as(Expression expression, DataType type) {
        return expression.type().equals(type) ? expression : Cast.of(expression, type, zone);
    }

    private Expression ofCall(RexCall call) {
        var type = TypeMapping.of(call.getType());
        return switch (call.getKind()) {
            case AND -> And.of(all(call.getOperands()));
            case OR -> Or.of(all(call.getOperands()));
            case NOT -> Truth.not(operand(call, 0));
            case IS_NULL -> Truth.isNull(operand(call, 0));
            case IS_NOT_NULL -> Truth.isNotNull(operand(call, 0));
            case IS_TRUE -> Truth.isTrue(operand(call, 0));
            case IS_NOT_TRUE -> Truth.isNotTrue(operand(call, 0));
            case IS_FALSE -> Truth.isFalse(operand(call, 0));
            case IS_NOT_FALSE -> Truth.isNotFalse(operand(call, 0));
            case IS_UNKNOWN -> Truth.isNull(operand(call, 0));
            case EQUALS -> compare(Comparison.Operator.EQUAL, call);
            case NOT_EQUALS -> compare(Comparison.Operator.NOT_EQUAL, call);
            case LESS_THAN -> compare(Comparison.Operator.LESS, call);
            case LESS_THAN_OR_EQUAL -> compare(Comparison.Operator.LESS_OR_EQUAL, call);
            case GREATER_THAN -> compare(Comparison.Operator.GREATER, call);
            case GREATER_THAN_OR_EQUAL -> compare(Comparison.Operator.GREATER_OR_EQUAL, call);
            case IS_DISTINCT_FROM -> compare(Comparison.Operator.DISTINCT, call);
            case IS_NOT_DISTINCT_FROM -> compare(Comparison.Operator.NOT_DISTINCT, call);
            case PLUS -> arithmetic(Arithmetic.Operator.ADD, call, type);
            case MINUS -> arithmetic(Arithmetic.Operator.SUBTRACT, call, type);
            case TIMES -> arithmetic(Arithmetic.Operator.MULTIPLY, call, type);
            case DIVIDE -> arithmetic(Arithmetic.Operator.DIVIDE, call, type);
            case MOD -> remainder(call, type);
            case MINUS_PREFIX -> Arithmetic.negate(as(operand(call, 0), type));
            case PLUS_PREFIX, REINTERPRET -> as(operand(call, 0), type);
            case CAST -> cast(operand(call, 0), call.getType(), type);
            case SAFE_CAST -> Cast.tryOf(operand(call, 0), type, zone);
            case CASE -> ofCase(call.getOperands(), type);
            case COALESCE ->
                Case.coalesce(call.getOperands().stream()
                        .map(operand -> as(of(operand), type))
                        .toList());
            case LIKE -> like(call);
            case SEARCH -> new SearchTranslation(this).of(call);
            case EXTRACT -> extract(call);
            case OTHER -> own(call, type);
            default -> function(call, type);
        };
    }

    /** Operators that only this planner has. */
    private Expression own(RexCall call, DataType type) {
        if (call.getOperator() instanceof SideBySide) {
            return operand(call, 0);
        } else if (call.getOperator() instanceof EmptyCollection) {
            return new Literal(type, type instanceof DataType.ListOf ? List.of() : Map.of());
        }
        return function(call, type);
    }

    /** A cast to varchar(n) cuts what is longer; the engine's own varchar has no length. */
    private Expression cast(Expression value, RelDataType wanted, DataType type) {
        var length = wanted.getPrecision();
        return wanted.getSqlTypeName() == SqlTypeName.VARCHAR && length != RelDataType.PRECISION_NOT_SPECIFIED
                ? Cast.toVarchar(value, length, zone)
                : as(value, type);
    }

    private Expression operand(RexCall call, int index) {
        return of(call.getOperands().get(index));
    }

    private Expression compare(Comparison.Operator operator, RexCall call) {
        return compare(operator, operand(call, 0), operand(call, 1));
    }

    /** Compares after both sides have been converted to one type. */
    Expression compare(Comparison.Operator operator, Expression left, Expression right) {
        var type = ComparisonType.of(left.type(), right.type());
        return Comparison.of(operator, as(left, type), as(right, type));
    }

    private Expression arithmetic(Arithmetic.Operator operator, RexCall call, DataType type) {
        var left = operand(call, 0);
        var right = operand(call, 1);
        if (type instanceof DataType.Decimal) {
            left = as(left, ComparisonType.asDecimal(left.type()));
            right = as(right, ComparisonType.asDecimal(right.type()));
        } else if (ComparisonType.isNumber(left.type()) && ComparisonType.isNumber(right.type())) {
            left = as(left, type);
            right = as(right, type);
        }
        return Arithmetic.of(operator, type, left, right);
    }

    /** Of the type of the divisor, which the dividend need not fit. */
    private Expression remainder(RexCall call, DataType type) {
        var left = operand(call, 0);
        var right = operand(call, 1);
        if (!ComparisonType.isWhole(left.type()) || !ComparisonType.isWhole(right.type())) {
            return arithmetic(Arithmetic.Operator.REMAINDER, call, type);
        }
        var wide = ComparisonType.of(left.type(), right.type());
        return as(Arithmetic.of(Arithmetic.Operator.REMAINDER, wide, as(left, wide), as(right, wide)), type);
    }

    private Expression ofCase(List<RexNode> operands, DataType type) {
        var branches = new ArrayList<Case.Branch>();
        for (var i = 0; i + 1 < operands.size(); i += 2) {
            branches.add(new Case.Branch(of(operands.get(i)), as(of(operands.get(i + 1)), type)));
        }
        return Case.of(branches, as(of(operands.get(operands.size() - 1)), type));
    }

    private Expression like(RexCall call) {
        if (call.getOperator().getName().equalsIgnoreCase("LIKE")) {
            var escape = call.getOperands().size() > 2 ? operand(call, 2) : null;
            return Like.of(text(operand(call, 0)), text(operand(call, 1)), escape);
        }
        return function(call, DataType.Scalar.BOOLEAN);
    }

    private Expression text(Expression expression) {
        return as(expression, DataType.Scalar.VARCHAR);
    }

    private Expression extract(RexCall call) {
        var unit = ((RexLiteral) call.getOperands().get(0)).getValueAs(TimeUnitRange.class);
        var field = Extract.Field.of(String.valueOf(unit));
        var moment = operand(call, 1);
        if (moment.type() instanceof DataType.Timestamp timestamp && timestamp.zoned()) {
            moment = as(moment, new DataType.Timestamp(timestamp.precision(), false));
        }
        return as(Extract.of(field, moment), TypeMapping.of(call.getType()));
    }

    private Expression fieldAccess(RexFieldAccess access) {
        return as(field(of(access.getReferenceExpr()), access.getField().getIndex()), TypeMapping.of(access.getType()));
    }

    /** A field of a row. */
    Expression field(Expression row, int index) {
        var type = ((DataType.RowOf) row.type()).schema().type(index);
        return resolve("field", List.of(row, new Literal(DataType.Scalar.INT, index)), type);
    }

    private Expression function(RexCall call, DataType type) {
        if (call.getOperator() instanceof ElementCall elements) {
            return overElements(elements, all(call.getOperands()), type);
        }
        var arguments = call.getOperands().stream()
                .map(operand ->
                        ArgumentTypes.isOpen(operand.getType()) ? openArgument(call, operand) : argument(operand))
                .toList();
        return resolve(call.getOperator().getName().toLowerCase(Locale.ROOT), arguments, type);
    }

    /** The body reads a batch of its own. */
    private Expression overElements(ElementCall call, List<Expression> arguments, DataType type) {
        var body = new ExpressionTranslation(functions, zone).of(call.body());
        var answer = call.answer();
        return answer == null
                ? new Folding(type, arguments, as(body, type))
                : new OverElements(answer, type, arguments, call.collections(), body);
    }

    /** A bare NULL is of the type of the first argument that has one, and so are the elements of an empty collection. */
    private Expression openArgument(RexCall call, RexNode operand) {
        var type = call.getOperands().stream()
                .filter(other -> !ArgumentTypes.isOpen(other.getType()))
                .filter(other -> other.getType().getSqlTypeName() != SqlTypeName.SYMBOL)
                .findFirst()
                .map(other -> TypeMapping.of(other.getType()))
                .orElse(DataType.Scalar.VARCHAR);
        var closed = ArgumentTypes.closed(operand.getType(), type);
        return closed.equals(type) && operand.getType().getSqlTypeName() == SqlTypeName.NULL
                ? new Literal(type, null)
                : as(of(operand), closed);
    }

    /** Time units and the like arrive as symbols; functions take them as text. */
    private Expression argument(RexNode node) {
        if (node instanceof RexLiteral literal && literal.getValue() instanceof Enum<?> symbol) {
            return new Literal(DataType.Scalar.VARCHAR, symbol.name().toLowerCase(Locale.ROOT));
        }
        return of(node);
    }

    /** A call of the function of that name that suits the arguments, converted to the type. */
    Expression resolve(String name, List<Expression> arguments, DataType type) {
        for (var function : functions.scalars(name)) {
            if (function.resolve(types(arguments)) != null) {
                return as(bind(function, arguments), type);
            }
        }
        throw new EngineException(
                ErrorCode.TYPE_MISMATCH,
                "no function " + name
                        + types(arguments).stream().map(DataType::sql).collect(Collectors.joining(", ", "(", ")")));
    }

    private static List<DataType> types(List<Expression> expressions) {
        return expressions.stream().map(Expression::type).toList();
    }

    private Expression bind(ScalarFunction function, List<Expression> arguments) {
        var signature = Objects.requireNonNull(function.resolve(types(arguments)));
        var converted = new ArrayList<Expression>();
        for (var i = 0; i < arguments.size(); i++) {
            converted.add(as(arguments.get(i), signature.parameters().get(i)));
        }
        return function.bind(converted, signature);
    }
}
