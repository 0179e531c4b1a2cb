package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** What is asked of a column holds for those equal to it: of {@code a.x = b.x and b.x < 3} follows {@code a.x < 3}. */
public final class TransitiveFilters {
    private TransitiveFilters() {}

    /** The same node where nothing follows. */
    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at instanceof Join join ? ofJoin(join) : at;
    }

    private static RelNode ofJoin(Join join) {
        var suits = switch (join.getJoinType()) {
            case INNER, LEFT, RIGHT, SEMI -> true;
            default -> false;
        };
        if (!suits) {
            return join;
        }
        var known = join.getCluster().getMetadataQuery().getPulledUpPredicates(join);
        var left = harmless(known.leftInferredPredicates);
        var right = harmless(known.rightInferredPredicates);
        return left.isEmpty() && right.isEmpty()
                ? join
                : join.copy(
                        join.getTraitSet(),
                        List.of(Expressions.filter(join.getLeft(), left), Expressions.filter(join.getRight(), right)));
    }

    private static List<RexNode> harmless(List<RexNode> conditions) {
        return conditions.stream().filter(TransitiveFilters::isHarmless).toList();
    }

    /** Whether it may be asked of rows that the other side does not have: what it computes cannot fail. */
    private static boolean isHarmless(RexNode condition) {
        return condition instanceof RexInputRef
                || condition instanceof RexLiteral
                || condition instanceof RexCall call
                        && (call.isA(SqlKind.COMPARISON) || call.isA(List.of(SqlKind.AND, SqlKind.OR, SqlKind.SEARCH)))
                        && call.getOperands().stream().allMatch(TransitiveFilters::isHarmless);
    }
}
