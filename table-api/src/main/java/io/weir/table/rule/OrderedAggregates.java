package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.util.Optionality;

/**
 * Keeps the orders of aggregates through the library's decorrelation. That moves columns and corrects the arguments of aggregates, but
 * not their orders: meanwhile what they order by are arguments.
 */
public final class OrderedAggregates {
    private OrderedAggregates() {}

    /** The aggregate that was meant, and how it orders by the last of the arguments. */
    private static final class Ordered extends SqlAggFunction {
        private final SqlAggFunction inner;
        private final RelCollation order;

        Ordered(AggregateCall call) {
            super(
                    call.getAggregation().getName() + call.getCollation(),
                    null,
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.explicit(call.getType()),
                    null,
                    OperandTypes.VARIADIC,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION,
                    false,
                    false,
                    Optionality.FORBIDDEN);
            this.inner = call.getAggregation();
            this.order = call.getCollation();
        }
    }

    public static RelNode hide(RelNode node) {
        return rewrite(node, call -> call.getCollation().getFieldCollations().isEmpty() ? call : hidden(call));
    }

    public static RelNode restore(RelNode node) {
        return rewrite(node, call -> call.getAggregation() instanceof Ordered ordered ? restored(call, ordered) : call);
    }

    private static RelNode rewrite(RelNode node, UnaryOperator<AggregateCall> change) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input, change)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (!(at instanceof Aggregate aggregate)) {
            return at;
        }
        var calls = aggregate.getAggCallList().stream().map(change).toList();
        return calls.equals(aggregate.getAggCallList())
                ? aggregate
                : aggregate.copy(
                        aggregate.getTraitSet(),
                        aggregate.getInput(),
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        calls);
    }

    private static AggregateCall hidden(AggregateCall call) {
        var arguments = new ArrayList<>(call.getArgList());
        call.getCollation().getFieldCollations().forEach(field -> arguments.add(field.getFieldIndex()));
        return with(call, new Ordered(call), arguments, RelCollations.EMPTY);
    }

    private static AggregateCall restored(AggregateCall call, Ordered ordered) {
        var fields = ordered.order.getFieldCollations();
        var arguments = call.getArgList();
        var own = arguments.size() - fields.size();
        var order = new ArrayList<RelFieldCollation>();
        for (var i = 0; i < fields.size(); i++) {
            order.add(fields.get(i).withFieldIndex(arguments.get(own + i)));
        }
        return with(call, ordered.inner, arguments.subList(0, own), RelCollations.of(order));
    }

    private static AggregateCall with(
            AggregateCall call, SqlAggFunction function, List<Integer> arguments, RelCollation order) {
        return AggregateCall.create(
                function,
                call.isDistinct(),
                call.isApproximate(),
                call.ignoreNulls(),
                call.rexList,
                arguments,
                call.filterArg,
                call.distinctKeys,
                order,
                call.getType(),
                call.getName());
    }
}
