package io.weir.table.translate;

import io.weir.expression.Arithmetic;
import io.weir.expression.Case;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.relational.Sort;
import io.weir.relational.SortColumn;
import io.weir.relational.WindowCall;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlKind;

/**
 * Window functions: for each window, rows of a partition come together, are sorted, and get a column more for each function.
 * Arguments, offsets and the bounds of frames by distance are columns that a projection below makes.
 */
final class WindowTranslation {
    private final Translation translation;
    private final Window node;
    private final Schema input;
    private final List<Expression> columns = new ArrayList<>();
    private final List<Schema.Field> fields = new ArrayList<>();

    WindowTranslation(Translation translation, Window node) {
        this.translation = translation;
        this.node = node;
        this.input = Translation.schema(node.getInput());
        for (var i = 0; i < input.size(); i++) {
            columns.add(new Column(i, input.type(i)));
            fields.add(input.field(i));
        }
    }

    Draft translate() {
        var draft = translation.translate(node.getInput());
        var calls = node.groups.stream().map(this::calls).toList();
        Translation.project(draft, columns, input.size());
        var results = new ArrayList<Expression>(columns.subList(0, input.size()));
        for (var i = 0; i < node.groups.size(); i++) {
            draft = append(draft, node.groups.get(i), calls.get(i));
            results.addAll(results(node.groups.get(i), calls.get(i)));
        }
        var types = Translation.schema(node).types();
        for (var i = 0; i < results.size(); i++) {
            results.set(i, translation.expressions().as(results.get(i), types.get(i)));
        }
        Translation.project(draft, results, fields.size());
        return draft;
    }

    private Draft append(Draft below, Window.Group group, List<WindowCall> calls) {
        var partition = group.keys.asList();
        var order = SortTranslation.columns(group.orderKeys);
        var draft = translation.spread(below, new Schema(fields), partition);
        var sorted = new ArrayList<SortColumn>();
        partition.forEach(column -> sorted.add(new SortColumn(column, true, false)));
        sorted.addAll(order);
        if (!sorted.isEmpty()) {
            draft.append(new Sort.Plan(sorted, new Schema(fields)));
        }
        draft.append(new io.weir.relational.Window.Plan(partition, order, calls));
        for (var call : calls) {
            fields.add(new Schema.Field("window" + fields.size(), call.type()));
        }
        return draft;
    }

    /** The columns that the group has just added; a sum that must not be null is made so. */
    private List<Expression> results(Window.Group group, List<WindowCall> calls) {
        var results = new ArrayList<Expression>();
        for (var i = 0; i < calls.size(); i++) {
            var type = calls.get(i).type();
            Expression result = new Column(fields.size() - calls.size() + i, type);
            if (group.aggCalls.get(i).getKind() == SqlKind.SUM0) {
                var zero = translation.expressions().as(new Literal(Scalar.BIGINT, 0L), type);
                result = Case.coalesce(List.of(result, zero));
            }
            results.add(result);
        }
        return results;
    }

    private List<WindowCall> calls(Window.Group group) {
        return group.aggCalls.stream().map(call -> call(group, call)).toList();
    }

    private WindowCall call(Window.Group group, Window.RexWinAggCall call) {
        return switch (call.getKind()) {
            case ROW_NUMBER -> new WindowCall.Ranking(WindowCall.Rank.ROW_NUMBER);
            case RANK -> new WindowCall.Ranking(WindowCall.Rank.RANK);
            case DENSE_RANK -> new WindowCall.Ranking(WindowCall.Rank.DENSE_RANK);
            case PERCENT_RANK -> new WindowCall.Ranking(WindowCall.Rank.PERCENT_RANK);
            case CUME_DIST -> new WindowCall.Ranking(WindowCall.Rank.CUME_DIST);
            case NTILE -> new WindowCall.Ntile(number(operand(call, 0)));
            case LEAD -> shift(call, 1);
            case LAG -> shift(call, -1);
            case FIRST_VALUE -> pick(group, call, WindowCall.Place.FIRST);
            case LAST_VALUE -> pick(group, call, WindowCall.Place.LAST);
            case NTH_VALUE -> pick(group, call, WindowCall.Place.NTH);
            default -> aggregate(group, call);
        };
    }

    private WindowCall shift(Window.RexWinAggCall call, int direction) {
        var value = column(operand(call, 0));
        var operands = call.getOperands().size();
        var offset = operands > 1 ? operand(call, 1) : new Literal(Scalar.BIGINT, 1L);
        var otherwise = operands > 2 ? operand(call, 2) : new Literal(value.type(), null);
        return new WindowCall.Shift(
                value,
                direction,
                number(offset),
                column(translation.expressions().as(otherwise, value.type())),
                call.ignoreNulls);
    }

    private WindowCall pick(Window.Group group, Window.RexWinAggCall call, WindowCall.Place place) {
        var value = column(operand(call, 0));
        var nth = place == WindowCall.Place.NTH ? operand(call, 1) : new Literal(Scalar.BIGINT, 1L);
        return new WindowCall.Pick(value, place, number(nth), call.ignoreNulls, frame(group));
    }

    private WindowCall aggregate(Window.Group group, Window.RexWinAggCall call) {
        var name = call.getKind() == SqlKind.SUM0
                ? "sum"
                : call.getOperator().getName().toLowerCase(Locale.ROOT);
        var operands = call.getOperands().stream().map(this::of).toList();
        var definition = translation.aggregate(name);
        var signature =
                definition.resolve(operands.stream().map(Expression::type).toList());
        if (signature == null) {
            throw translation.unsuited(
                    name, operands.stream().map(Expression::type).toList());
        }
        var arguments = new ArrayList<Column>();
        for (var i = 0; i < operands.size(); i++) {
            arguments.add(column(translation
                    .expressions()
                    .as(operands.get(i), signature.parameters().get(i))));
        }
        return new WindowCall.Aggregate(definition.bind(signature), arguments, frame(group));
    }

    private WindowCall.Frame frame(Window.Group group) {
        var unit = group.isRows ? WindowCall.Unit.ROWS : WindowCall.Unit.RANGE;
        return new WindowCall.Frame(unit, bound(group, group.lowerBound), bound(group, group.upperBound));
    }

    private WindowCall.Bound bound(Window.Group group, RexWindowBound bound) {
        if (bound.isUnbounded()) {
            return bound.isPreceding() ? WindowCall.Bound.FIRST : WindowCall.Bound.LAST;
        }
        if (bound.isCurrentRow() || bound.getOffset() == null) {
            return WindowCall.Bound.CURRENT;
        }
        var direction = bound.isPreceding() ? -1 : 1;
        var offset = of(bound.getOffset());
        if (group.isRows) {
            return new WindowCall.Bound.Offset(direction, number(offset));
        }
        var order = group.orderKeys.getFieldCollations().get(0);
        var key = new Column(order.getFieldIndex(), input.type(order.getFieldIndex()));
        var forward = bound.isPreceding() == order.direction.isDescending();
        var operator = forward ? Arithmetic.Operator.ADD : Arithmetic.Operator.SUBTRACT;
        var distance = ComparisonType.isNumber(offset.type())
                ? translation.expressions().as(offset, key.type())
                : offset;
        return new WindowCall.Bound.Offset(direction, column(Arithmetic.of(operator, key.type(), key, distance)));
    }

    private Expression operand(Window.RexWinAggCall call, int index) {
        return of(call.getOperands().get(index));
    }

    /** References behind the input's fields are to the node's constants. */
    private Expression of(RexNode operand) {
        if (operand instanceof RexInputRef reference && reference.getIndex() >= input.size()) {
            return translation.expressions().of(node.constants.get(reference.getIndex() - input.size()));
        }
        return translation.expressions().of(operand);
    }

    private Column number(Expression expression) {
        return column(translation.expressions().as(expression, Scalar.BIGINT));
    }

    private Column column(Expression expression) {
        DataType type = expression.type();
        var place = columns.indexOf(expression);
        if (place < 0) {
            place = columns.size();
            columns.add(expression);
            fields.add(new Schema.Field("argument" + place, type));
        }
        return new Column(place, type);
    }
}
