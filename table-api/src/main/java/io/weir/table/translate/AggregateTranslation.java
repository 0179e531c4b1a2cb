package io.weir.table.translate;

import io.weir.expression.AggregateFunction;
import io.weir.expression.Case;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.graph.Partitioning;
import io.weir.relational.AggregateCall;
import io.weir.relational.Aggregation;
import io.weir.relational.Expand;
import io.weir.relational.HashAggregate;
import io.weir.relational.Sort;
import io.weir.table.plan.Optimization;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * GROUP BY. Where equal keys are not in one task yet, each task makes partial results first, which meet by their keys:
 *
 * <pre>
 *   … ─► project arguments ─► [expand grouping sets] ─► partial ══hash(keys)══► final ─► project
 *   … ─► project arguments ─► … ══hash(keys)══► [sort] ─► single ─► project       (ordered aggregates)
 * </pre>
 */
final class AggregateTranslation {
    private final Translation translation;

    AggregateTranslation(Translation translation) {
        this.translation = translation;
    }

    Draft of(Aggregate node) {
        var below = translation.translate(node.getInput());
        var arguments = new AggregateArguments(translation, node);
        Translation.project(
                below, arguments.columns(), node.getInput().getRowType().getFieldCount());
        below.spreadBy(arguments.moved(below.spreadBy()));
        var input = new AggregateInput(below, arguments.schema(), arguments.keys(), arguments.calls());
        input = OrderTranslation.of(arguments.hasSets() ? expanded(input, node) : input);
        input = new DistinctTranslation(translation, node).of(input);
        var draft = aggregate(input, arguments, translation.sizes().repeats(node));
        var keys = input.keys().size();
        Translation.project(
                draft, results(node, keys, arguments), keys + input.calls().size());
        if (arguments.hasSets()) {
            draft.spreadBy(List.of());
        }
        return draft;
    }

    /** Every row once a grouping set, whose number is one more key. */
    private static AggregateInput expanded(AggregateInput input, Aggregate node) {
        var draft = input.draft();
        var schema = input.schema();
        var totals = totals(node, schema);
        draft.append(new Expand.Plan(sets(node, input.keys()), totals));
        draft.spreadBy(List.of());
        var keys = new ArrayList<>(input.keys());
        keys.add(new Column(schema.size(), DataType.Scalar.BIGINT));
        schema = with(schema, new Schema.Field("grouping set", DataType.Scalar.BIGINT));
        if (!totals.any()) {
            return new AggregateInput(draft, schema, keys, input.calls());
        }
        var counts = schema.size();
        schema = with(schema, new Schema.Field("counts", DataType.Scalar.BOOLEAN));
        // a row that stands for no rows is null where the call has a filter already
        return new AggregateInput(draft, schema, keys, input.calls())
                .calls(call -> call.filter() == AggregateCall.NO_FILTER ? call.where(counts) : call);
    }

    /** Appends the aggregation; the answer has the keys, then the results. */
    private Draft aggregate(AggregateInput input, AggregateArguments arguments, boolean repeats) {
        var places = input.keyIndexes();
        var calls = input.calls().stream()
                .map(call -> new AggregateCall(call.function(), call.arguments(), call.filter()))
                .toList();
        var aggregation = new Aggregation(input.keys(), calls);
        var together = translation.together(input.draft(), places);
        if (!together && !arguments.needsWholeGroups()) {
            return meeting(
                    input.draft(),
                    input.schema(),
                    aggregation,
                    IntStream.range(0, places.size()).boxed().toList(),
                    repeats);
        }
        var draft = together ? input.draft() : translation.spread(input.draft(), input.schema(), places);
        for (var order : input.orders()) {
            draft.append(new Sort.Plan(order, input.schema()));
        }
        var spreadBy = draft.spreadBy().stream().map(places::indexOf).toList();
        draft.append(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE));
        draft.spreadBy(spreadBy.contains(-1) ? List.of() : spreadBy);
        return draft;
    }

    /**
     * Groups rows where keys meet that are equal in these columns of the answer, of which each task has made partial results before.
     *
     * @param repeats whether there are thought to be clearly fewer keys than rows
     */
    Draft meeting(Draft below, Schema schema, Aggregation aggregation, List<Integer> meeting, boolean repeats) {
        if (!translation.settings().does(Optimization.PARTIAL_AGGREGATION)) {
            var places = meeting.stream()
                    .map(key -> aggregation.keys().get(key).index())
                    .toList();
            var draft = translation.exchange(below, schema, partitioning(places));
            draft.append(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE));
            draft.spreadBy(meeting);
            return draft;
        }
        below.append(new HashAggregate.Plan(aggregation, Aggregation.Step.PARTIAL, repeats));
        var partial = new Schema(aggregation.partialTypes().stream()
                .map(type -> new Schema.Field("partial", type))
                .toList());
        var draft = translation.exchange(below, partial, partitioning(meeting));
        draft.append(new HashAggregate.Plan(aggregation, Aggregation.Step.FINAL));
        return draft;
    }

    private static Partitioning partitioning(List<Integer> columns) {
        return columns.isEmpty() ? new Partitioning.Single() : new Partitioning.Hash(columns);
    }

    private static List<Expand.GroupingSet> sets(Aggregate node, List<Column> keys) {
        var sets = new ArrayList<Expand.GroupingSet>();
        for (var set : node.getGroupSets()) {
            var nulled = new ArrayList<Integer>();
            var place = 0;
            for (var field : node.getGroupSet()) {
                if (!set.get(field)) {
                    nulled.add(keys.get(place).index());
                }
                place++;
            }
            sets.add(new Expand.GroupingSet(nulled, sets.size()));
        }
        return sets;
    }

    /** The grouping sets without keys. */
    private static Expand.Totals totals(Aggregate node, Schema schema) {
        var ids = LongStream.range(0, node.getGroupSets().size())
                .filter(set -> node.getGroupSets().get((int) set).isEmpty())
                .boxed()
                .toList();
        return ids.isEmpty() ? Expand.Totals.NONE : new Expand.Totals(ids, schema.types());
    }

    private static Schema with(Schema schema, Schema.Field field) {
        var fields = new ArrayList<>(schema.fields());
        fields.add(field);
        return new Schema(fields);
    }

    /** The columns of the node's answer: its keys, then each call's result, or what stands for one that needs no aggregate. */
    private List<Expression> results(Aggregate node, int keys, AggregateArguments arguments) {
        var types = Translation.schema(node).types();
        var columns = new ArrayList<Expression>();
        for (var i = 0; i < node.getGroupCount(); i++) {
            columns.add(new Column(i, types.get(i)));
        }
        var set = new Column(keys - 1, DataType.Scalar.BIGINT);
        for (var i = 0; i < node.getAggCallList().size(); i++) {
            var call = node.getAggCallList().get(i);
            var type = types.get(node.getGroupCount() + i);
            var place = arguments.place(i);
            Expression result;
            if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
                result = translation.expressions().of(call.rexList.get(0));
            } else if (place < 0) {
                result = grouping(node, call.getAggregation().getKind(), call.getArgList(), set, arguments.hasSets());
            } else {
                AggregateFunction function = arguments.calls().get(place).function();
                result = new Column(keys + place, function.type());
                if (call.getAggregation().getKind() == SqlKind.SUM0) {
                    var zero = translation.expressions().as(new Literal(DataType.Scalar.BIGINT, 0L), function.type());
                    result = Case.coalesce(List.of(result, zero));
                } else if (JsonAggregates.isOne(call.getAggregation().getName())) {
                    result = JsonAggregates.all(
                            translation.expressions(), call.getAggregation().getName(), result);
                }
            }
            columns.add(translation.expressions().as(result, type));
        }
        return columns;
    }

    /** GROUPING(a, b): a bit a column, set where the column is not in the row's grouping set. GROUP_ID(): which repetition of a set. */
    private static Expression grouping(
            Aggregate node, SqlKind kind, List<Integer> columns, Column set, boolean hasSets) {
        var branches = new ArrayList<Case.Branch>();
        var number = 0L;
        for (var one : node.getGroupSets()) {
            var answer = kind == SqlKind.GROUP_ID ? repetition(node, number) : bits(one, columns);
            var literal = new Literal(DataType.Scalar.BIGINT, answer);
            if (!hasSets) {
                return literal;
            }
            var condition = Comparison.of(Comparison.Operator.EQUAL, set, new Literal(DataType.Scalar.BIGINT, number));
            branches.add(new Case.Branch(condition, literal));
            number++;
        }
        return Case.of(branches, new Literal(DataType.Scalar.BIGINT, null));
    }

    private static long bits(ImmutableBitSet set, List<Integer> columns) {
        var bits = 0L;
        for (var column : columns) {
            bits = bits << 1 | (set.get(column) ? 0 : 1);
        }
        return bits;
    }

    private static long repetition(Aggregate node, long number) {
        var set = node.getGroupSets().get((int) number);
        return node.getGroupSets().subList(0, (int) number).stream()
                .filter(set::equals)
                .count();
    }
}
