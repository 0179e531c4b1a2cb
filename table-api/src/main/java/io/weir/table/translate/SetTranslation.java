package io.weir.table.translate;

import io.weir.expression.And;
import io.weir.expression.Arithmetic;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Extreme;
import io.weir.expression.Literal;
import io.weir.graph.Partitioning;
import io.weir.relational.AggregateCall;
import io.weir.relational.Aggregation;
import io.weir.relational.Filter;
import io.weir.relational.HashAggregate;
import io.weir.relational.Project;
import io.weir.relational.Replicate;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.sql.SqlKind;

/**
 * UNION, INTERSECT and EXCEPT. The last two count, for each different row, how often it stands on the left and on the right, and
 * answer it as often as that asks for.
 */
final class SetTranslation {
    private final Translation translation;
    private Schema schema = new Schema(List.of());

    SetTranslation(Translation translation) {
        this.translation = translation;
    }

    Draft of(SetOp node) {
        schema = Translation.schema(node);
        if (node.kind == SqlKind.UNION) {
            var drafts = node.getInputs().stream()
                    .map(input -> side(input, List.of()))
                    .toList();
            var all = together(drafts, schema);
            return node.all ? all : grouped(all, schema, List.of());
        }
        var left = node.getInput(0);
        var draft = combined(side(left, counts(1, 0)), node.getInput(1), node);
        for (var input : node.getInputs().subList(2, node.getInputs().size())) {
            var columns = new ArrayList<Expression>(columns());
            columns.addAll(counts(1, 0));
            draft.append(new Project.Plan(columns));
            draft = combined(draft, input, node);
        }
        return draft;
    }

    private Draft combined(Draft left, RelNode right, SetOp node) {
        var fields = new ArrayList<>(schema.fields());
        fields.add(new Schema.Field("left", DataType.Scalar.BIGINT));
        fields.add(new Schema.Field("right", DataType.Scalar.BIGINT));
        var counted = new Schema(fields);
        var all = together(List.of(left, side(right, counts(0, 1))), counted);
        var sum = translation.aggregate("sum");
        var function = sum.bind(Objects.requireNonNull(sum.resolve(List.of(DataType.Scalar.BIGINT))));
        var inLeft = new Column(schema.size(), DataType.Scalar.BIGINT);
        var inRight = new Column(schema.size() + 1, DataType.Scalar.BIGINT);
        var calls = List.of(AggregateCall.of(function, inLeft), AggregateCall.of(function, inRight));
        var draft = grouped(all, counted, calls);
        var times = node.kind == SqlKind.INTERSECT
                ? Extreme.least(List.of(inLeft, inRight))
                : Arithmetic.of(Arithmetic.Operator.SUBTRACT, DataType.Scalar.BIGINT, inLeft, inRight);
        var zero = new Literal(DataType.Scalar.BIGINT, 0L);
        var wanted = node.kind == SqlKind.INTERSECT || node.all
                ? Comparison.of(Comparison.Operator.GREATER, times, zero)
                : And.of(List.of(
                        Comparison.of(Comparison.Operator.GREATER, inLeft, zero),
                        Comparison.of(Comparison.Operator.EQUAL, inRight, zero)));
        draft.append(new Filter.Plan(wanted));
        var columns = new ArrayList<Expression>(columns());
        if (node.all) {
            columns.add(times);
        }
        draft.append(new Project.Plan(columns));
        if (node.all) {
            draft.append(new Replicate.Plan(schema.size()));
        }
        return draft;
    }

    /** One input, converted to the types of the answer, with constant columns behind it. */
    private Draft side(RelNode input, List<Expression> more) {
        var draft = translation.translate(input);
        var from = Translation.schema(input);
        if (from.types().equals(schema.types()) && more.isEmpty()) {
            return draft;
        }
        var columns = new ArrayList<Expression>();
        for (var i = 0; i < schema.size(); i++) {
            columns.add(translation.expressions().as(new Column(i, from.type(i)), schema.type(i)));
        }
        columns.addAll(more);
        draft.append(new Project.Plan(columns));
        return draft;
    }

    private Draft together(List<Draft> drafts, Schema edge) {
        var single = drafts.stream().allMatch(Draft::single);
        var next = translation.begin(single || translation.settings().parallelism() == 1);
        var partitioning = next.single() ? new Partitioning.Single() : new Partitioning.Rebalance();
        drafts.forEach(draft -> translation.connect(draft, next, 0, 0, edge, partitioning));
        return next;
    }

    private Draft grouped(Draft draft, Schema input, List<AggregateCall> calls) {
        var aggregation = new Aggregation(columns(), calls);
        if (draft.single()) {
            draft.append(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE));
            return draft;
        }
        var places = IntStream.range(0, schema.size()).boxed().toList();
        return new AggregateTranslation(translation).meeting(draft, input, aggregation, places, true);
    }

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (var i = 0; i < schema.size(); i++) {
            columns.add(new Column(i, schema.type(i)));
        }
        return columns;
    }

    private static List<Expression> counts(long left, long right) {
        return List.of(new Literal(DataType.Scalar.BIGINT, left), new Literal(DataType.Scalar.BIGINT, right));
    }
}
