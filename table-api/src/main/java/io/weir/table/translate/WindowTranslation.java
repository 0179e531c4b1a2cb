package io.weir.table.translate;

import io.weir.expression.Case;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.relational.Sort;
import io.weir.relational.SortColumn;
import io.weir.relational.WindowCall;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.sql.SqlKind;

/**
 * Window functions: for each window, rows of a partition come together, are sorted, and get a column more for each function. Windows
 * follow each other so that rows are sent and sorted as seldom as can be.
 */
final class WindowTranslation {
    private static final Literal ONE = new Literal(Scalar.BIGINT, 1L);
    private static final Literal NO_NUMBER = new Literal(Scalar.BIGINT, null);

    private final Translation translation;
    private final Window node;
    private final WindowCalls calls;
    private final List<Schema.Field> fields = new ArrayList<>();
    private Draft draft;

    /** What the rows of the draft are sorted by. */
    private List<SortColumn> sorted = List.of();

    /**
     * One operator.
     *
     * @param tail what rows equal in partition and order are sorted by, and are peers still
     */
    private record Step(List<Integer> partition, List<SortColumn> order, List<SortColumn> tail) {
        List<SortColumn> sort() {
            var all = new ArrayList<SortColumn>();
            partition.forEach(column -> all.add(new SortColumn(column, true, false)));
            all.addAll(order);
            all.addAll(tail);
            return all;
        }
    }

    /** A call of the node by its group and its number there. */
    private record Place(int group, int call) {}

    private record Wanted(Place place, WindowCall call) {}

    WindowTranslation(Translation translation, Window node) {
        this.translation = translation;
        this.node = node;
        this.calls = new WindowCalls(translation, node);
        this.draft = translation.translate(node.getInput());
    }

    Draft translate() {
        var requests = node.groups.stream()
                .map(group -> group.aggCalls.stream()
                        .map(call -> calls.of(group, call))
                        .toList())
                .toList();
        if (requests.stream()
                .flatMap(List::stream)
                .anyMatch(request -> !request.distinct().isEmpty())) {
            calls.column(ONE);
            calls.column(NO_NUMBER);
        }
        Translation.project(draft, calls.columns(), calls.input().size());
        calls.columns().forEach(column -> fields.add(new Schema.Field("column" + fields.size(), column.type())));
        var steps = new TreeMap<Step, List<Wanted>>(WindowTranslation::compare);
        for (var i = 0; i < requests.size(); i++) {
            add(i, requests.get(i), steps);
        }
        var places = new HashMap<Place, Column>();
        steps.forEach((step, wanted) -> {
            var columns = append(step, wanted.stream().map(Wanted::call).toList());
            for (var i = 0; i < columns.size(); i++) {
                places.put(wanted.get(i).place(), columns.get(i));
            }
        });
        project(places);
        return draft;
    }

    /** Whole rows last, since one task does them; of one partition first the longer of two orders, which serves the shorter too. */
    private static int compare(Step left, Step right) {
        var order = Comparator.<Step, Boolean>comparing(step -> step.partition().isEmpty())
                .thenComparing(step -> step.partition().size())
                .thenComparing(step -> step.partition().toString())
                .compare(left, right);
        var a = left.sort();
        var b = right.sort();
        for (var i = 0; i < Math.min(a.size(), b.size()) && order == 0; i++) {
            order = a.get(i).toString().compareTo(b.get(i).toString());
        }
        order = order == 0 ? Integer.compare(b.size(), a.size()) : order;
        return order == 0 ? Integer.compare(right.order().size(), left.order().size()) : order;
    }

    /** For a DISTINCT, rows are numbered, each learns the number of its last equal, and the call keeps to that numbering. */
    private void add(int group, List<WindowCalls.Request> requests, Map<Step, List<Wanted>> steps) {
        var partition = node.groups.get(group).keys.asList();
        var order = SortTranslation.columns(node.groups.get(group).orderKeys);
        var previous = new HashMap<List<Column>, Column>();
        List<SortColumn> tail = List.of();
        for (var request : requests) {
            if (request.distinct().isEmpty()) {
                continue;
            }
            if (tail.isEmpty()) {
                var numbers = new WindowCall.Ranking(WindowCall.Rank.ROW_NUMBER);
                var number = append(new Step(partition, order, List.of()), List.of(numbers));
                tail = List.of(new SortColumn(number.get(0).index(), true, false));
            }
            if (!previous.containsKey(request.distinct())) {
                previous.put(request.distinct(), previous(partition, request.distinct(), tail));
            }
        }
        for (var i = 0; i < requests.size(); i++) {
            var request = requests.get(i);
            var call = request.call() instanceof WindowCall.Aggregate aggregate
                    ? aggregate.withPrevious(previous.get(request.distinct()))
                    : request.call();
            steps.computeIfAbsent(new Step(partition, order, tail), step -> new ArrayList<>())
                    .add(new Wanted(new Place(group, i), call));
        }
    }

    private Column previous(List<Integer> partition, List<Column> same, List<SortColumn> numbers) {
        var equals = Stream.concat(partition.stream(), same.stream().map(Column::index))
                .distinct()
                .toList();
        var number = new Column(numbers.get(0).column(), Scalar.BIGINT);
        var last = new WindowCall.Shift(number, -1, calls.column(ONE), calls.column(NO_NUMBER), false);
        return append(new Step(equals, numbers, List.of()), List.of(last)).get(0);
    }

    /** Answers the columns that the calls add. */
    private List<Column> append(Step step, List<WindowCall> windowCalls) {
        var below = draft;
        draft = translation.spread(below, new Schema(fields), step.partition());
        var sort = step.sort();
        sorted = draft == below ? sorted : List.of();
        if (!sort.equals(sorted.subList(0, Math.min(sort.size(), sorted.size())))) {
            draft.append(new Sort.Plan(sort, new Schema(fields)));
            sorted = sort;
        }
        draft.append(new io.weir.relational.Window.Plan(step.partition(), step.order(), windowCalls));
        var added = new ArrayList<Column>();
        for (var call : windowCalls) {
            added.add(new Column(fields.size(), call.type()));
            fields.add(new Schema.Field("window" + fields.size(), call.type()));
        }
        return added;
    }

    /** The node's columns: its input's and one for each call; a sum that must not be null is made so. */
    private void project(Map<Place, Column> places) {
        var types = Translation.schema(node).types();
        var width = calls.input().size();
        var results = new ArrayList<Expression>(calls.columns().subList(0, width));
        for (var group = 0; group < node.groups.size(); group++) {
            var groupCalls = node.groups.get(group).aggCalls;
            for (var i = 0; i < groupCalls.size(); i++) {
                Expression result = Objects.requireNonNull(places.get(new Place(group, i)));
                if (groupCalls.get(i).getKind() == SqlKind.SUM0) {
                    var zero = translation.expressions().as(new Literal(Scalar.BIGINT, 0L), result.type());
                    result = Case.coalesce(List.of(result, zero));
                }
                results.add(translation.expressions().as(result, types.get(results.size())));
            }
        }
        Translation.project(draft, results, fields.size());
    }
}
