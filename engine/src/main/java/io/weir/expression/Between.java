package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import java.util.List;

/** {@code low <= value and value <= high}. */
public final class Between {
    private Between() {}

    /** All three of one type. */
    public static Expression of(Expression value, Expression low, Expression high) {
        if (low instanceof Literal from && high instanceof Literal to && from.value() != null && to.value() != null) {
            var least = new Argument(from.single());
            var most = new Argument(to.single());
            switch (value.type().storage()) {
                case BYTE, SHORT, INT, LONG -> {
                    return IntegerRange.between(value, least.integer(0), most.integer(0));
                }
                case FLOAT, DOUBLE -> {
                    return RealRange.between(value, least.real(0), most.real(0));
                }
                default -> {}
            }
        }
        return And.of(List.of(
                Comparison.of(Operator.GREATER_OR_EQUAL, value, low),
                Comparison.of(Operator.LESS_OR_EQUAL, value, high)));
    }
}
