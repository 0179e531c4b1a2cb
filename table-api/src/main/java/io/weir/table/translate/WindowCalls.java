package io.weir.table.translate;

import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.relational.WindowCall;
import io.weir.table.plan.ArgumentTypes;
import io.weir.table.plan.FilteredAggregate;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/**
 * The calls of a node as the engine's. Arguments, offsets and the bounds of frames by distance are columns that a projection below
 * the windows makes.
 */
final class WindowCalls {
    private final Translation translation;
    private final Window node;
    private final Schema input;
    private final List<Expression> columns = new ArrayList<>();

    WindowCalls(Translation translation, Window node) {
        this.translation = translation;
        this.node = node;
        this.input = Translation.schema(node.getInput());
        for (var i = 0; i < input.size(); i++) {
            columns.add(new Column(i, input.type(i)));
        }
    }

    /**
     * A call, and what its rows have to differ in to count each.
     *
     * @param distinct the columns; none unless the call is DISTINCT
     */
    record Request(WindowCall call, List<Column> distinct) {}

    Schema input() {
        return input;
    }

    /** What the projection makes; complete once all calls were asked for. */
    List<Expression> columns() {
        return columns;
    }

    Request of(Window.Group group, Window.RexWinAggCall call) {
        return switch (call.getKind()) {
            case ROW_NUMBER -> ranking(WindowCall.Rank.ROW_NUMBER);
            case RANK -> ranking(WindowCall.Rank.RANK);
            case DENSE_RANK -> ranking(WindowCall.Rank.DENSE_RANK);
            case PERCENT_RANK -> ranking(WindowCall.Rank.PERCENT_RANK);
            case CUME_DIST -> ranking(WindowCall.Rank.CUME_DIST);
            case NTILE -> plain(new WindowCall.Ntile(number(operand(call, 0))));
            case LEAD -> plain(shift(call, 1));
            case LAG -> plain(shift(call, -1));
            case FIRST_VALUE -> plain(pick(group, call, WindowCall.Place.FIRST));
            case LAST_VALUE -> plain(pick(group, call, WindowCall.Place.LAST));
            case NTH_VALUE -> plain(pick(group, call, WindowCall.Place.NTH));
            default -> aggregate(group, call);
        };
    }

    private static Request plain(WindowCall call) {
        return new Request(call, List.of());
    }

    private static Request ranking(WindowCall.Rank rank) {
        return plain(new WindowCall.Ranking(rank));
    }

    private WindowCall shift(Window.RexWinAggCall call, int direction) {
        var value = column(operand(call, 0));
        var operands = call.getOperands().size();
        var offset = operands > 1 ? operand(call, 1) : new Literal(Scalar.BIGINT, 1L);
        var otherwise = operands > 2 ? operand(call, 2) : new Literal(value.type(), null);
        return new WindowCall.Shift(
                value, direction, number(offset), column(as(otherwise, value.type())), call.ignoreNulls);
    }

    private WindowCall pick(Window.Group group, Window.RexWinAggCall call, WindowCall.Place place) {
        var value = column(operand(call, 0));
        var nth = place == WindowCall.Place.NTH ? operand(call, 1) : new Literal(Scalar.BIGINT, 1L);
        return new WindowCall.Pick(value, place, number(nth), call.ignoreNulls, frame(group));
    }

    private Request aggregate(Window.Group group, Window.RexWinAggCall call) {
        var operator = (SqlAggFunction) call.getOperator();
        var operands = call.getOperands().stream().map(this::of).toList();
        Column filter = null;
        if (operator instanceof FilteredAggregate filtered) {
            operator = filtered.inner();
            filter = column(operands.get(0));
            operands = operands.subList(1, operands.size());
        }
        var name =
                operator.getKind() == SqlKind.SUM0 ? "sum" : operator.getName().toLowerCase(Locale.ROOT);
        var definition = translation.aggregate(name);
        var types = operands.stream().map(Expression::type).toList();
        var planned = call.getOperands().stream()
                .skip(call.getOperands().size() - operands.size())
                .map(RexNode::getType)
                .toList();
        var signature = ArgumentTypes.resolve(planned, definition::resolve)
                .orElseThrow(() -> translation.unsuited(name, types));
        var arguments = new ArrayList<Column>();
        for (var i = 0; i < operands.size(); i++) {
            arguments.add(column(as(operands.get(i), signature.parameters().get(i))));
        }
        var distinct = new ArrayList<Column>();
        if (call.distinct && !definition.ignoresDuplicates()) {
            distinct.addAll(arguments);
            if (filter != null) {
                distinct.add(filter);
            }
        }
        var function = definition.bind(signature);
        return new Request(new WindowCall.Aggregate(function, arguments, frame(group), filter, null), distinct);
    }

    private WindowCall.Frame frame(Window.Group group) {
        return new WindowFrame(this, translation, group).frame();
    }

    private Expression as(Expression expression, DataType type) {
        return translation.expressions().as(expression, type);
    }

    private Expression operand(Window.RexWinAggCall call, int index) {
        return of(call.getOperands().get(index));
    }

    /** References behind the input's fields are to the node's constants. */
    Expression of(RexNode operand) {
        if (operand instanceof RexInputRef reference && reference.getIndex() >= input.size()) {
            return translation.expressions().of(node.constants.get(reference.getIndex() - input.size()));
        }
        return translation.expressions().of(operand);
    }

    Column number(Expression expression) {
        return column(as(expression, Scalar.BIGINT));
    }

    Column column(Expression expression) {
        var place = columns.indexOf(expression);
        if (place < 0) {
            place = columns.size();
            columns.add(expression);
        }
        return new Column(place, expression.type());
    }
}
