package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Simplifies long lists of alternatives piece by piece. What is said of one value in thousands of them becomes one search argument;
 * the rules that come later compare every term with every other, which would take minutes.
 */
public final class LongDisjunctions extends RexShuttle {
    /** How many terms are simplified at once. */
    private static final int TERMS = 16;

    private final RexSimplify simplify;

    private LongDisjunctions(RexSimplify simplify) {
        this.simplify = simplify;
    }

    public static RelNode rewrite(RelNode query) {
        var cluster = query.getCluster();
        var executor = cluster.getPlanner().getExecutor();
        return new LongDisjunctions(new RexSimplify(
                        cluster.getRexBuilder(),
                        RelOptPredicateList.EMPTY,
                        executor == null ? RexUtil.EXECUTOR : executor))
                .visit(query);
    }

    private RelNode visit(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(visit(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at.accept(this);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
        var within = visit(subquery.rel);
        return super.visitSubQuery(within == subquery.rel ? subquery : subquery.clone(within));
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (!call.isA(SqlKind.OR)) {
            return super.visitCall(call);
        }
        var terms = RelOptUtil.disjunctions(call);
        return terms.size() <= TERMS ? super.visitCall(call) : either(terms);
    }

    private RexNode either(List<RexNode> terms) {
        var pieces = new ArrayList<RexNode>();
        for (var from = 0; from < terms.size(); from += TERMS) {
            var piece = terms.subList(from, Math.min(from + TERMS, terms.size()));
            pieces.addAll(RelOptUtil.disjunctions(simplify.simplifyPreservingType(or(visitList(piece)))));
        }
        return pieces.size() > TERMS && pieces.size() < terms.size() ? either(pieces) : or(pieces);
    }

    private RexNode or(List<RexNode> terms) {
        return RexUtil.composeDisjunction(simplify.rexBuilder, terms);
    }
}
