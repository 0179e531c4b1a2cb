package io.weir.table.rule;

import io.weir.Nullable;
import io.weir.table.node.MarkJoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Turns EXISTS and IN, where their truth is a value, into marks behind the columns of the rows that ask. */
final class SubqueriesToMarks extends RexShuttle {
    private final Set<CorrelationId> bound;
    private final Predicate<RelNode> wanted;
    private RelNode input;

    private SubqueriesToMarks(RelNode input, Set<CorrelationId> bound, Predicate<RelNode> wanted) {
        this.input = input;
        this.bound = bound;
        this.wanted = wanted;
    }

    /**
     * Expressions without the subqueries turned.
     *
     * @param input what the expressions are over now: the old columns, then new ones
     */
    record Marked(RelNode input, List<RexNode> expressions) {}

    /**
     * Leaves subqueries of other kinds, and those that read rows outside by more than conditions.
     *
     * @param bound the variables that stand for a row of the input
     * @param wanted the queries to turn
     */
    static Marked mark(RelNode input, List<RexNode> expressions, Set<CorrelationId> bound, Predicate<RelNode> wanted) {
        var marks = new SubqueriesToMarks(input, bound, wanted);
        var without = marks.apply(List.copyOf(expressions));
        return new Marked(marks.input, without);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
        var exists = subquery.getKind() == SqlKind.EXISTS;
        if (!exists && subquery.getKind() != SqlKind.IN
                || !wanted.test(subquery.rel)
                || subquery.getOperands().stream().anyMatch(Expressions::holdsSubquery)) {
            return subquery;
        }
        var query = exists ? SubqueriesToJoins.anyRow(subquery.rel) : subquery.rel;
        var mark = CorrelatedConditions.pull(query, bound)
                .map(pulled -> mark(subquery.getOperands(), pulled))
                .orElse(null);
        if (mark == null) {
            return subquery;
        }
        return subquery.getType().isNullable()
                ? mark
                : input.getCluster().getRexBuilder().makeCall(SqlStdOperatorTable.IS_TRUE, mark);
    }

    private @Nullable RexNode mark(List<RexNode> keys, CorrelatedConditions pulled) {
        var builder = input.getCluster().getRexBuilder();
        var places = new ArrayList<Integer>();
        var columns = new ArrayList<RexNode>(builder.identityProjects(input.getRowType()));
        var names = new ArrayList<>(input.getRowType().getFieldNames());
        for (var key : keys) {
            if (key instanceof RexInputRef column) {
                places.add(column.getIndex());
            } else {
                places.add(columns.size());
                columns.add(key);
                names.add("key");
            }
        }
        var left = columns.size() == input.getRowType().getFieldCount()
                ? input
                : LogicalProject.create(input, List.of(), columns, names, Set.of());
        var width = columns.size();
        var found = new ArrayList<RexNode>();
        for (var i = 0; i < keys.size(); i++) {
            var type = pulled.rest().getRowType().getFieldList().get(i).getType();
            found.add(builder.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    new RexInputRef(places.get(i), keys.get(i).getType()),
                    new RexInputRef(width + i, type)));
        }
        var among = pulled.conditions().stream()
                .map(condition -> SubqueriesToJoins.inJoin(condition, width, bound))
                .toList();
        var join =
                MarkJoin.create(left, pulled.rest(), Expressions.and(builder, found), Expressions.and(builder, among));
        input = join;
        return builder.makeInputRef(join, join.mark());
    }
}
