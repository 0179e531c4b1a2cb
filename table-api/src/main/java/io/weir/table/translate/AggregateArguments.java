package io.weir.table.translate;

import io.weir.aggregate.SingleValue;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.relational.AggregateCall;
import io.weir.relational.SortColumn;
import io.weir.table.plan.ArgumentTypes;
import io.weir.table.translate.AggregateInput.Repetition;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlKind;

/**
 * What an aggregation reads: a projection of its input to the keys, then the arguments, filters and orders of its calls, converted to
 * the types that the aggregates take.
 */
final class AggregateArguments {
    private final Translation translation;
    private final Schema input;
    private final List<RelDataTypeField> fieldTypes;
    private final boolean sets;
    private final List<Expression> columns = new ArrayList<>();
    private final List<Schema.Field> fields = new ArrayList<>();
    private final List<Column> keys = new ArrayList<>();
    private final List<AggregateInput.Call> calls = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private boolean wholeGroups;

    AggregateArguments(Translation translation, Aggregate node) {
        this.translation = translation;
        this.input = Translation.schema(node.getInput());
        this.fieldTypes = node.getInput().getRowType().getFieldList();
        this.sets = node.getGroupSets().size() > 1;
        for (var field : node.getGroupSet()) {
            keys.add(column(new Column(field, input.type(field))));
        }
        node.getAggCallList().forEach(this::add);
    }

    private void add(org.apache.calcite.rel.core.AggregateCall call) {
        switch (call.getAggregation().getKind()) {
            case GROUPING, GROUPING_ID, GROUP_ID, LITERAL_AGG -> {
                places.add(-1);
                return;
            }
            default -> {}
        }
        var ranked = percentile(call);
        var read = ranked ? percentileFields(call) : call.getArgList();
        var types = read.stream().map(input::type).toList();
        var name = call.getAggregation().getKind() == SqlKind.SUM0
                ? "sum"
                : call.getAggregation().getName().toLowerCase(Locale.ROOT);
        var arguments = new ArrayList<Column>();
        var repetition = call.isDistinct() ? Repetition.MUST_NOT_COUNT : Repetition.COUNTS;
        AggregateFunction function;
        if (call.getAggregation().getKind() == SqlKind.SINGLE_VALUE) {
            function = SingleValue.of(types.get(0));
            wholeGroups = true;
            call.getArgList().forEach(field -> arguments.add(column(new Column(field, input.type(field)))));
        } else if (JsonAggregates.isOne(name)) {
            function = joining(name, read, arguments);
        } else {
            var descending = ranked
                    && call.getCollation().getFieldCollations().get(0).direction.isDescending();
            var definition = translation.aggregate(descending ? name + "_desc" : name);
            var signature = ArgumentTypes.resolve(planned(read), definition::resolve)
                    .orElseThrow(() -> translation.unsuited(name, types));
            for (var i = 0; i < types.size(); i++) {
                var column = new Column(read.get(i), types.get(i));
                arguments.add(column(translation
                        .expressions()
                        .as(column, signature.parameters().get(i))));
            }
            function = definition.bind(signature);
            repetition = definition.ignoresDuplicates() ? Repetition.DOES_NOT_MATTER : repetition;
            wholeGroups |= definition.ordered();
        }
        List<SortColumn> order = ranked ? List.of() : order(call);
        wholeGroups |= !order.isEmpty();
        var filter = call.filterArg < 0
                ? AggregateCall.NO_FILTER
                : column(new Column(call.filterArg, DataType.Scalar.BOOLEAN)).index();
        places.add(calls.size());
        calls.add(new AggregateInput.Call(function, arguments, filter, repetition, order));
    }

    private List<RelDataType> planned(List<Integer> inputs) {
        return inputs.stream().map(field -> fieldTypes.get(field).getType()).toList();
    }

    /** What joins the texts of rows to one of JSON. */
    private AggregateFunction joining(String name, List<Integer> read, List<Column> arguments) {
        var values = read.stream()
                .<Expression>map(field -> new Column(field, input.type(field)))
                .toList();
        arguments.add(column(JsonAggregates.one(translation.expressions(), name, values)));
        arguments.add(column(JsonAggregates.BETWEEN));
        var definition = translation.aggregate(JsonAggregates.JOINING);
        var types = arguments.stream().map(Column::type).toList();
        var signature = definition.resolve(types);
        if (signature == null) {
            throw translation.unsuited(name, types);
        }
        wholeGroups = true;
        return definition.bind(signature);
    }

    /** The order within is not one of rows but says which values are ranked. */
    private static boolean percentile(org.apache.calcite.rel.core.AggregateCall call) {
        var kind = call.getAggregation().getKind();
        return kind == SqlKind.PERCENTILE_CONT || kind == SqlKind.PERCENTILE_DISC;
    }

    /** The column in WITHIN GROUP (ORDER BY ...), then the share. */
    private static List<Integer> percentileFields(org.apache.calcite.rel.core.AggregateCall call) {
        var values = call.getCollation().getFieldCollations().get(0).getFieldIndex();
        return List.of(values, call.getArgList().get(0));
    }

    private List<SortColumn> order(org.apache.calcite.rel.core.AggregateCall call) {
        return SortTranslation.columns(call.getCollation()).stream()
                .map(column -> new SortColumn(
                        column(new Column(column.column(), input.type(column.column())))
                                .index(),
                        column.ascending(),
                        column.nullsFirst()))
                .toList();
    }

    /** The place of an expression in the projection; one that is there already and is no key of grouping sets serves again. */
    private Column column(Expression expression) {
        for (var i = sets ? keys.size() : 0; i < columns.size(); i++) {
            if (columns.get(i).equals(expression)) {
                return new Column(i, expression.type());
            }
        }
        columns.add(expression);
        fields.add(new Schema.Field("column" + columns.size(), expression.type()));
        return new Column(columns.size() - 1, expression.type());
    }

    List<Expression> columns() {
        return columns;
    }

    Schema schema() {
        return new Schema(fields);
    }

    List<Column> keys() {
        return keys;
    }

    List<AggregateInput.Call> calls() {
        return calls;
    }

    /** Which of {@link #calls()} gives the result of the node's call; -1 if none has to. */
    int place(int call) {
        return places.get(call);
    }

    boolean hasSets() {
        return sets;
    }

    /** True if partial results cannot be merged, or not without keeping all rows. */
    boolean needsWholeGroups() {
        return wholeGroups;
    }

    /** Where columns of the input lie in the projection; none if one of them is gone. */
    List<Integer> moved(List<Integer> inputColumns) {
        var moved = new ArrayList<Integer>();
        for (var column : inputColumns) {
            var place = columns.indexOf(new Column(column, input.type(column)));
            if (place < 0) {
                return List.of();
            }
            moved.add(place);
        }
        return moved;
    }
}
