package io.weir.table.translate;

import io.weir.expression.Arithmetic;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.relational.SortColumn;
import io.weir.relational.WindowCall;
import io.weir.relational.WindowCall.Bound;
import io.weir.relational.WindowCall.Exclusion;
import io.weir.relational.WindowCall.Unit;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexWindowBound;

/** The frame of one group of a node's calls. */
final class WindowFrame {
    private static final DataType.Timestamp MICROS = new DataType.Timestamp(6, false);

    private final WindowCalls calls;
    private final Translation translation;
    private final Window.Group group;

    WindowFrame(WindowCalls calls, Translation translation, Window.Group group) {
        this.calls = calls;
        this.translation = translation;
        this.group = group;
    }

    WindowCall.Frame frame() {
        var exclusion = switch (group.exclude) {
            case EXCLUDE_NO_OTHER -> Exclusion.NONE;
            case EXCLUDE_CURRENT_ROW -> Exclusion.CURRENT_ROW;
            case EXCLUDE_GROUP -> Exclusion.GROUP;
            case EXCLUDE_TIES -> Exclusion.TIES;
        };
        var distances = distances();
        if (group.isRows) {
            var unit = distances.stream().anyMatch(WindowFrame::countsGroups) ? Unit.GROUPS : Unit.ROWS;
            return new WindowCall.Frame(unit, counted(group.lowerBound), counted(group.upperBound), exclusion, null);
        } else if (distances.isEmpty()) {
            return new WindowCall.Frame(
                    Unit.RANGE, symbol(group.lowerBound), symbol(group.upperBound), exclusion, null);
        }
        var order = SortTranslation.columns(group.orderKeys).get(0);
        var key = key(new Column(order.column(), calls.input().type(order.column())), distances);
        var sorted = new SortColumn(calls.column(key).index(), order.ascending(), order.nullsFirst());
        return new WindowCall.Frame(
                Unit.RANGE,
                moved(group.lowerBound, key, order.ascending()),
                moved(group.upperBound, key, order.ascending()),
                exclusion,
                sorted);
    }

    private List<Expression> distances() {
        return Stream.of(group.lowerBound, group.upperBound)
                .filter(bound -> bound.getOffset() != null)
                .map(bound -> calls.of(Objects.requireNonNull(bound.getOffset())))
                .toList();
    }

    /** The parser hands the number of a GROUPS frame on as a row of one field. */
    private static boolean countsGroups(Expression offset) {
        return offset.type() instanceof DataType.RowOf;
    }

    private static Bound symbol(RexWindowBound bound) {
        if (bound.isUnbounded()) {
            return bound.isPreceding() ? Bound.FIRST : Bound.LAST;
        }
        return Bound.CURRENT;
    }

    private Bound counted(RexWindowBound bound) {
        if (bound.getOffset() == null) {
            return symbol(bound);
        }
        var offset = calls.of(bound.getOffset());
        var count = countsGroups(offset) ? translation.expressions().field(offset, 0) : offset;
        return new Bound.Offset(bound.isPreceding() ? -1 : 1, calls.number(count));
    }

    private Bound moved(RexWindowBound bound, Expression key, boolean ascending) {
        if (bound.getOffset() == null) {
            return symbol(bound);
        }
        var distance = calls.of(bound.getOffset());
        var type = key.type();
        var back = bound.isPreceding() == ascending;
        var operator = back ? Arithmetic.Operator.SUBTRACT : Arithmetic.Operator.ADD;
        var converted =
                ComparisonType.isNumber(type) ? translation.expressions().as(distance, type) : distance;
        var amount = Arithmetic.of(operator, type, key, converted);
        return new Bound.Offset(bound.isPreceding() ? -1 : 1, calls.column(amount));
    }

    /** The key in a type in which it can be moved by the distances without losing digits, hours or the day. */
    private Expression key(Expression key, List<Expression> distances) {
        var type = key.type();
        if (ComparisonType.isNumber(type)) {
            for (var distance : distances) {
                type = ComparisonType.of(type, distance.type());
            }
            return translation.expressions().as(key, wider(type));
        }
        var clock = distances.stream().anyMatch(distance -> distance.type() == Scalar.INTERVAL_MICROS);
        if (type == Scalar.DATE && clock) {
            return translation.expressions().as(key, MICROS);
        } else if (type == Scalar.TIME) {
            var midnight = new Literal(Scalar.TIME, LocalTime.MIDNIGHT);
            return Arithmetic.of(Arithmetic.Operator.SUBTRACT, Scalar.INTERVAL_MICROS, key, midnight);
        }
        return key;
    }

    private static DataType wider(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return new DataType.Decimal(
                    Math.min(decimal.precision() + 1, DataType.Decimal.MAX_PRECISION), decimal.scale());
        }
        return type == Scalar.REAL || type == Scalar.DOUBLE ? type : Scalar.BIGINT;
    }
}
