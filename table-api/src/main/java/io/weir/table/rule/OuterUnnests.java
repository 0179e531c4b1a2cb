package io.weir.table.rule;

import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * UNNEST of what a row outside has, in a subquery that does more than answer its elements: becomes the elements of all collections that
 * rows outside have, of which a condition chooses those of the row, as conditions do in other subqueries.
 */
public final class OuterUnnests {
    private OuterUnnests() {}

    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        if (node instanceof Correlate correlate
                && !CorrelatesToUnnests.fits(correlate)
                && Expressions.reads(correlate.getRight(), Set.of(correlate.getCorrelationId()))) {
            inputs.set(1, replaced(inputs.get(1), correlate.getCorrelationId(), inputs.get(0)));
        }
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subquery) {
                var inner = rewrite(subquery.rel);
                for (var row : at.getVariablesSet()) {
                    if (at.getInputs().size() == 1 && Expressions.reads(inner, Set.of(row))) {
                        inner = replaced(inner, row, at.getInput(0));
                    }
                }
                var visited = (RexSubQuery) super.visitSubQuery(subquery);
                return inner == subquery.rel ? visited : visited.clone(inner);
            }
        });
    }

    private static RelNode replaced(RelNode query, CorrelationId row, RelNode outside) {
        if (query instanceof Uncollect uncollect
                && uncollect.getInput() instanceof Project project
                && CorrelatesToUnnests.ofOneRow(project)
                && Expressions.outside(project).equals(Set.of(row))) {
            return elements(uncollect, project, row, outside);
        }
        var inputs = new ArrayList<RelNode>();
        query.getInputs().forEach(input -> inputs.add(replaced(input, row, outside)));
        return inputs.equals(query.getInputs()) ? query : query.copy(query.getTraitSet(), inputs);
    }

    private static RelNode elements(Uncollect uncollect, Project project, CorrelationId row, RelNode outside) {
        var collections = project.getProjects().stream()
                .map(collection -> over(collection, row, outside))
                .toList();
        var names = project.getRowType().getFieldNames();
        var all = LogicalProject.create(outside, List.of(), collections, names, Set.of());
        var width = collections.size();
        var distinct = LogicalAggregate.create(all, List.of(), ImmutableBitSet.range(width), null, List.of());
        List<RexNode> columns = new ArrayList<>();
        List<RexNode> own = new ArrayList<>();
        var builder = outside.getCluster().getRexBuilder();
        for (var i = 0; i < width; i++) {
            var column = RexInputRef.of(i, distinct.getRowType());
            columns.add(column);
            own.add(builder.makeCall(
                    SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
                    column,
                    project.getProjects().get(i)));
        }
        var kind = new UnnestNode.Kind(uncollect.withOrdinality, false);
        var unnest = UnnestNode.create(distinct, columns, kind, uncollect.getRowType());
        var fields = unnest.getRowType().getFieldCount();
        return Expressions.columns(
                Expressions.filter(unnest, own),
                IntStream.range(width, fields).boxed().toList());
    }

    private static RexNode over(RexNode collection, CorrelationId row, RelNode outside) {
        return collection.accept(new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(row)
                        ? RexInputRef.of(access.getField().getIndex(), outside.getRowType())
                        : super.visitFieldAccess(access);
            }
        });
    }
}
