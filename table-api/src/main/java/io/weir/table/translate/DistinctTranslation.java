package io.weir.table.translate;

import io.weir.expression.Column;
import io.weir.relational.AggregateCall;
import io.weir.relational.Aggregation;
import io.weir.relational.DistinctMark;
import io.weir.relational.HashAggregate;
import io.weir.table.translate.AggregateInput.Repetition;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.Aggregate;

/**
 * DISTINCT within aggregates. Where all of them look at the same values, the rows are grouped by keys and values first; else a mark
 * says of each row whether it is the first of its values:
 *
 * <pre>
 *   … ─► partial by keys, values ═══► final by keys, values ─► …              count(distinct x), sum(distinct x), min(x)
 *   … ═══► mark first of keys, x ─► mark first of keys, y ─► …                count(distinct x), count(distinct y), sum(z)
 * </pre>
 */
final class DistinctTranslation {
    /** With fewer groups a task than this, tasks would hardly get the same number of rows. */
    private static final int GROUPS_A_TASK = 10;

    private final Translation translation;
    private final boolean spreadByKeys;
    /** Whether keys are thought to repeat, which keys with values do less. */
    private final boolean repeats;

    DistinctTranslation(Translation translation, Aggregate node) {
        this.translation = translation;
        this.spreadByKeys = translation.sizes().rows(node)
                >= (double) GROUPS_A_TASK * translation.settings().parallelism();
        this.repeats = translation.sizes().repeats(node);
    }

    /** Rows for calls that are not DISTINCT any more. */
    AggregateInput of(AggregateInput input) {
        if (input.calls().stream().noneMatch(call -> call.repetition() == Repetition.MUST_NOT_COUNT)) {
            return input;
        }
        return oneSetOfValues(input) ? once(input) : marked(input);
    }

    private static boolean oneSetOfValues(AggregateInput input) {
        var values = new HashSet<>(values(input));
        var filter = input.calls().get(0).filter();
        return input.calls().stream()
                .allMatch(call -> call.filter() == filter
                        && call.repetition() != Repetition.COUNTS
                        && values.containsAll(call.argumentIndexes())
                        && (call.repetition() == Repetition.DOES_NOT_MATTER
                                || call.argumentIndexes().containsAll(values))
                        && call.order().stream().allMatch(column -> values.contains(column.column())));
    }

    /** The arguments of the first DISTINCT call. */
    private static List<Integer> values(AggregateInput input) {
        return input.calls().stream()
                .filter(call -> call.repetition() == Repetition.MUST_NOT_COUNT)
                .findFirst()
                .orElseThrow()
                .argumentIndexes();
    }

    /** Each combination of keys and values one row. */
    private AggregateInput once(AggregateInput input) {
        var wanted = new LinkedHashSet<>(input.keyIndexes());
        wanted.addAll(values(input));
        var filter = input.calls().get(0).filter();
        if (filter != AggregateCall.NO_FILTER) {
            wanted.add(filter);
        }
        var places = List.copyOf(wanted);
        var columns = columns(input.schema(), places);
        var draft = grouped(input, new Aggregation(columns, List.of()), places);
        var calls = input.calls().stream().map(call -> moved(call, places)).toList();
        var schema = new Schema(
                places.stream().map(place -> input.schema().fields().get(place)).toList());
        var keys = columns(schema, placesOf(input.keyIndexes(), places));
        return new AggregateInput(draft, schema, keys, calls);
    }

    private Draft grouped(AggregateInput input, Aggregation aggregation, List<Integer> places) {
        var draft = input.draft();
        if (translation.together(draft, places)) {
            var spreadBy = placesOf(draft.spreadBy(), places);
            draft.append(new HashAggregate.Plan(aggregation, Aggregation.Step.SINGLE));
            draft.spreadBy(spreadBy);
            return draft;
        }
        var meeting = spreadByKeys && !input.keys().isEmpty() ? input.keyIndexes() : places;
        return new AggregateTranslation(translation)
                .meeting(draft, input.schema(), aggregation, placesOf(meeting, places), repeats);
    }

    private static AggregateInput.Call moved(AggregateInput.Call call, List<Integer> places) {
        var arguments = call.arguments().stream()
                .map(column -> new Column(places.indexOf(column.index()), column.type()))
                .toList();
        var order = call.order().stream()
                .map(column -> new io.weir.relational.SortColumn(
                        places.indexOf(column.column()), column.ascending(), column.nullsFirst()))
                .toList();
        var filter = call.filter() == AggregateCall.NO_FILTER ? call.filter() : places.indexOf(call.filter());
        return new AggregateInput.Call(call.function(), arguments, filter, Repetition.COUNTS, order);
    }

    /** What tells the rows apart that a DISTINCT call counts. */
    private record Marked(Collection<Integer> columns, int filter) {}

    private AggregateInput marked(AggregateInput input) {
        var draft = input.draft();
        var fields = new ArrayList<>(input.schema().fields());
        Map<Marked, Integer> marks = new HashMap<>();
        var calls = new ArrayList<AggregateInput.Call>();
        for (var call : input.calls()) {
            if (call.repetition() != Repetition.MUST_NOT_COUNT) {
                calls.add(call);
                continue;
            }
            var columns = new LinkedHashSet<>(input.keyIndexes());
            columns.addAll(call.argumentIndexes());
            var marked = new Marked(columns, call.filter());
            if (!marks.containsKey(marked)) {
                var all = List.copyOf(columns);
                var meeting = spreadByKeys && !input.keys().isEmpty() ? input.keyIndexes() : all;
                var schema = new Schema(fields);
                draft = translation.spread(draft, schema, meeting);
                draft.append(new DistinctMark.Plan(all, call.filter(), schema));
                marks.put(marked, fields.size());
                fields.add(new Schema.Field("distinct", DataType.Scalar.BOOLEAN));
            }
            calls.add(call.where(marks.get(marked)).with(Repetition.COUNTS));
        }
        return new AggregateInput(draft, new Schema(fields), input.keys(), calls);
    }

    private static List<Column> columns(Schema schema, List<Integer> places) {
        return places.stream()
                .map(place -> new Column(place, schema.type(place)))
                .toList();
    }

    private static List<Integer> placesOf(List<Integer> columns, List<Integer> places) {
        return columns.stream().map(places::indexOf).toList();
    }
}
