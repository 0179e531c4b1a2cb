package io.weir.table.translate;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import io.weir.expression.And;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.In;
import io.weir.expression.Literal;
import io.weir.expression.Or;
import io.weir.expression.Truth;
import io.weir.table.node.TypeMapping;
import io.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.util.Sarg;

/** Search arguments, the planner's form of IN lists and of ranges over one value. */
final class SearchTranslation {
    private final ExpressionTranslation expressions;

    SearchTranslation(ExpressionTranslation expressions) {
        this.expressions = expressions;
    }

    Expression of(RexCall search) {
        var value = expressions.of(search.getOperands().get(0));
        var literal = (RexLiteral) search.getOperands().get(1);
        Sarg<?> sarg = literal.getValueAs(Sarg.class);
        var type = value.type() instanceof DataType.Char ? DataType.Char.ANY : TypeMapping.of(literal.getType());
        var condition = condition(expressions.as(value, type), sarg, type);
        if (sarg.nullAs == RexUnknownAs.TRUE) {
            return Or.of(List.of(Truth.isNull(value), condition));
        } else if (sarg.nullAs == RexUnknownAs.FALSE) {
            return And.of(List.of(Truth.isNotNull(value), condition));
        }
        return condition;
    }

    private Expression condition(Expression value, Sarg<?> sarg, DataType type) {
        if (sarg.isAll()) {
            return Or.of(List.of(Truth.isNotNull(value), new Literal(DataType.Scalar.BOOLEAN, null)));
        }
        if (sarg.isComplementedPoints()) {
            return Truth.not(in(value, points(sarg.negate().rangeSet, type)));
        }
        if (sarg.isPoints()) {
            return in(value, points(sarg.rangeSet, type));
        }
        var ranges = new ArrayList<Expression>();
        for (var range : sarg.rangeSet.asRanges()) {
            ranges.add(range(value, range, type));
        }
        if (ranges.isEmpty()) {
            return And.of(List.of(Truth.isNull(value), new Literal(DataType.Scalar.BOOLEAN, null)));
        }
        return ranges.size() == 1 ? ranges.get(0) : Or.of(ranges);
    }

    private static List<Literal> points(RangeSet<?> ranges, DataType type) {
        var points = new ArrayList<Literal>();
        for (Range<?> range : ranges.asRanges()) {
            points.add(new Literal(type, LiteralTranslation.value(type, range.lowerEndpoint())));
        }
        return points;
    }

    private static Expression in(Expression value, List<Literal> points) {
        return points.size() == 1
                ? Comparison.of(Comparison.Operator.EQUAL, value, points.get(0))
                : In.of(value, points);
    }

    private static Expression range(Expression value, Range<?> range, DataType type) {
        var bounds = new ArrayList<Expression>();
        if (range.hasLowerBound()
                && range.hasUpperBound()
                && range.lowerEndpoint().equals(range.upperEndpoint())) {
            var point = new Literal(type, LiteralTranslation.value(type, range.lowerEndpoint()));
            return Comparison.of(Comparison.Operator.EQUAL, value, point);
        }
        if (range.hasLowerBound()) {
            var closed = range.lowerBoundType() == com.google.common.collect.BoundType.CLOSED;
            var operator = closed ? Comparison.Operator.GREATER_OR_EQUAL : Comparison.Operator.GREATER;
            var bound = new Literal(type, LiteralTranslation.value(type, range.lowerEndpoint()));
            bounds.add(Comparison.of(operator, value, bound));
        }
        if (range.hasUpperBound()) {
            var closed = range.upperBoundType() == com.google.common.collect.BoundType.CLOSED;
            var operator = closed ? Comparison.Operator.LESS_OR_EQUAL : Comparison.Operator.LESS;
            var bound = new Literal(type, LiteralTranslation.value(type, range.upperEndpoint()));
            bounds.add(Comparison.of(operator, value, bound));
        }
        if (bounds.isEmpty()) {
            return Truth.isNotNull(value);
        }
        return bounds.size() == 1 ? bounds.get(0) : And.of(bounds);
    }
}
