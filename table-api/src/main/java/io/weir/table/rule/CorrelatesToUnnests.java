package io.weir.table.rule;

import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Turns UNNEST, on its own or of a column of another table, into nodes that read a row and answer its elements. */
public final class CorrelatesToUnnests {
    private CorrelatesToUnnests() {}

    public static RelNode rewrite(RelNode node) {
        if (node instanceof Correlate correlate) {
            var left = rewrite(correlate.getLeft());
            var type = correlate.getJoinType();
            if (type == JoinRelType.INNER || type == JoinRelType.LEFT) {
                var unnested = unnest(left, correlate.getRight(), correlate.getCorrelationId(), type);
                if (unnested.isPresent()) {
                    return unnested.get();
                }
            }
        }
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        if (node instanceof Uncollect uncollect) {
            return alone(uncollect, inputs.get(0));
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    /** Whether the right side of a correlate is elements of the left row and little more. */
    static boolean fits(Correlate correlate) {
        var type = correlate.getJoinType();
        return (type == JoinRelType.INNER || type == JoinRelType.LEFT)
                && unnest(correlate.getLeft(), correlate.getRight(), correlate.getCorrelationId(), type)
                        .isPresent();
    }

    /** Whether a projection makes one row of nothing but rows outside and constants. */
    static boolean ofOneRow(Project project) {
        return project.getInput() instanceof Values values
                && values.getTuples().size() == 1
                && project.getProjects().stream()
                        .allMatch(collection -> Expressions.columns(collection).isEmpty());
    }

    private static RelNode alone(Uncollect uncollect, RelNode input) {
        var fields = input.getRowType().getFieldList();
        List<RexNode> collections = new ArrayList<>();
        fields.forEach(field -> collections.add(new RexInputRef(field.getIndex(), field.getType())));
        var kind = new UnnestNode.Kind(uncollect.withOrdinality, false);
        var unnest = UnnestNode.create(input, collections, kind, uncollect.getRowType());
        var width = fields.size();
        return Expressions.columns(
                unnest,
                IntStream.range(width, width + uncollect.getRowType().getFieldCount())
                        .boxed()
                        .toList());
    }

    /** The left rows with what the right side makes of each; empty if the right side is more than elements of the row. */
    private static Optional<RelNode> unnest(RelNode left, RelNode right, CorrelationId row, JoinRelType type) {
        var width = left.getRowType().getFieldCount();
        if (right instanceof Uncollect uncollect
                && uncollect.getInput() instanceof Project project
                && ofOneRow(project)) {
            var collections = project.getProjects().stream()
                    .map(collection -> over(collection, row, left, width))
                    .toList();
            var kind = new UnnestNode.Kind(uncollect.withOrdinality, type == JoinRelType.LEFT);
            return Optional.of(UnnestNode.create(left, collections, kind, right.getRowType()));
        } else if (right instanceof Filter filter && type == JoinRelType.INNER) {
            return unnest(left, filter.getInput(), row, type)
                    .map(input -> Expressions.filter(input, List.of(over(filter.getCondition(), row, input, width))));
        } else if (right instanceof Project project && (type == JoinRelType.INNER || onlyColumns(project))) {
            return unnest(left, project.getInput(), row, type).map(input -> projected(input, project, row, width));
        }
        return Optional.empty();
    }

    private static RelNode projected(RelNode input, Project project, CorrelationId row, int width) {
        List<RexNode> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (var i = 0; i < width; i++) {
            var field = input.getRowType().getFieldList().get(i);
            columns.add(new RexInputRef(i, field.getType()));
            names.add(field.getName());
        }
        project.getProjects().forEach(expression -> columns.add(over(expression, row, input, width)));
        names.addAll(project.getRowType().getFieldNames());
        return LogicalProject.create(input, List.of(), columns, names, Set.of());
    }

    /** A row without elements has nulls, not what expressions make of nulls. */
    private static boolean onlyColumns(Project project) {
        return project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
    }

    /** An expression of the right side over an input with the left columns first. */
    private static RexNode over(RexNode expression, CorrelationId row, RelNode input, int width) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return RexInputRef.of(reference.getIndex() + width, input.getRowType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(row)
                        ? new RexInputRef(access.getField().getIndex(), access.getType())
                        : super.visitFieldAccess(access);
            }
        });
    }
}
