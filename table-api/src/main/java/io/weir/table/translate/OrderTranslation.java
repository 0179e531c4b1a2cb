package io.weir.table.translate;

import io.weir.expression.And;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.relational.AggregateCall;
import io.weir.relational.Expand;
import io.weir.relational.Project;
import io.weir.relational.SortColumn;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings rows to aggregates that want them in different orders: they come once for each order, one turn after the other, and an
 * aggregate counts the rows of its own turn.
 *
 * <pre>
 *   … ─► project columns of each order ─► expand to turns, others' orders null ─► project filters ─► … sort by turn and all orders
 * </pre>
 */
final class OrderTranslation {
    private final AggregateInput input;
    private final List<List<SortColumn>> orders;
    private final List<Expression> columns = new ArrayList<>();
    private final List<Schema.Field> fields;

    private OrderTranslation(AggregateInput input) {
        this.input = input;
        this.orders = input.orders();
        this.fields = new ArrayList<>(input.schema().fields());
        for (var i = 0; i < fields.size(); i++) {
            columns.add(new Column(i, fields.get(i).type()));
        }
    }

    /** Rows that one order suits, for calls that all want the same or none. */
    static AggregateInput of(AggregateInput input) {
        return input.orders().size() < 2 ? input : new OrderTranslation(input).inTurns();
    }

    private AggregateInput inTurns() {
        var width = columns.size();
        var sort = new ArrayList<SortColumn>();
        var first = new ArrayList<Integer>();
        for (var order : orders) {
            first.add(columns.size());
            for (var column : order) {
                sort.add(new SortColumn(add(columns.get(column.column())), column.ascending(), column.nullsFirst()));
            }
        }
        first.add(columns.size());
        Translation.project(input.draft(), columns, width);
        var sets = new ArrayList<Expand.GroupingSet>();
        for (var turn = 0; turn < orders.size(); turn++) {
            var others = new ArrayList<Integer>();
            for (var column = width; column < columns.size(); column++) {
                if (column < first.get(turn) || column >= first.get(turn + 1)) {
                    others.add(column);
                }
            }
            sets.add(new Expand.GroupingSet(others, turn));
        }
        input.draft().append(new Expand.Plan(sets, Expand.Totals.NONE));
        var turn = new Column(columns.size(), DataType.Scalar.BIGINT);
        for (var column = width; column < columns.size(); column++) {
            columns.set(column, new Column(column, fields.get(column).type()));
        }
        sort.add(0, new SortColumn(add(turn), true, false));
        return filtered(turn, sort);
    }

    private AggregateInput filtered(Column turn, List<SortColumn> sort) {
        var calls = input.calls().stream()
                .map(call -> call.where(add(condition(call, turn))).in(sort))
                .toList();
        input.draft().append(new Project.Plan(columns));
        return new AggregateInput(input.draft(), new Schema(fields), input.keys(), calls);
    }

    private Expression condition(AggregateInput.Call call, Column turn) {
        var own = Math.max(0, orders.indexOf(call.order()));
        var literal = new Literal(DataType.Scalar.BIGINT, (long) own);
        var inTurn = Comparison.of(Comparison.Operator.EQUAL, turn, literal);
        return call.filter() == AggregateCall.NO_FILTER
                ? inTurn
                : And.of(List.of(inTurn, new Column(call.filter(), DataType.Scalar.BOOLEAN)));
    }

    /** Adds a column and answers its place. */
    private int add(Expression expression) {
        columns.add(expression);
        fields.add(new Schema.Field("column" + columns.size(), expression.type()));
        return columns.size() - 1;
    }
}
