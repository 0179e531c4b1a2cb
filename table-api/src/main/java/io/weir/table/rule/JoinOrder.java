package io.weir.table.rule;

import io.weir.table.rule.JoinSearch.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Puts joins into the order that is thought to move the fewest rows, the side to keep in memory on the right. */
public final class JoinOrder {
    /** More members than a long has bits are joined as they are written. */
    private static final int MOST_MEMBERS = 62;

    private final int exhaustive;
    private final Estimates estimates = new Estimates();

    private JoinOrder(int exhaustive) {
        this.exhaustive = exhaustive;
    }

    /** @param exhaustive up to how many joined tables every order is weighed */
    public static RelNode rewrite(RelNode root, int exhaustive) {
        return new JoinOrder(exhaustive).rewrite(root);
    }

    private RelNode rewrite(RelNode node) {
        return JoinRegion.isRegion(node) ? ordered(node) : inputsRewritten(node);
    }

    private RelNode inputsRewritten(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    private RelNode ordered(RelNode node) {
        var region = new JoinRegion(node, this::rewrite);
        if (region.members().size() < 2 || region.members().size() > MOST_MEMBERS) {
            return inputsRewritten(node);
        }
        var graph = new JoinGraph(region, estimates);
        var built = new Builder(region, graph).build(JoinSearch.find(graph, exhaustive));
        var result = Expressions.filter(built.node, built.mapped(graph.constant()));
        var places = region.answered().stream().map(built.places::get).toList();
        var width = result.getRowType().getFieldCount();
        var same =
                places.equals(java.util.stream.IntStream.range(0, width).boxed().toList());
        return same ? result : Expressions.columns(result, places);
    }

    /** Nodes whose columns are those of some members. */
    private record Built(RelNode node, Map<Integer, Integer> places) {
        List<RexNode> mapped(List<RexNode> conditions) {
            return conditions.stream()
                    .map(condition -> Expressions.map(condition, places::get))
                    .toList();
        }
    }

    private record Builder(JoinRegion region, JoinGraph graph) {
        Built build(Tree tree) {
            if (tree.left() == null || tree.right() == null) {
                return leaf(Long.numberOfTrailingZeros(tree.members()));
            }
            var left = build(tree.left());
            var right = build(tree.right());
            var width = left.node.getRowType().getFieldCount();
            var places = new HashMap<>(left.places);
            right.places.forEach((column, place) -> places.put(column, place + width));
            var conditions = new ArrayList<RexNode>();
            for (var key : graph.keys(tree.left().members(), tree.right().members())) {
                conditions.add(equal(left, key[0], right, key[1], width));
            }
            for (var other : graph.others(tree.left().members(), tree.right().members())) {
                conditions.add(Expressions.map(other, places::get));
            }
            return tree.type() == JoinRelType.INNER
                    ? new Built(join(left, right, conditions, JoinRelType.INNER), places)
                    : outer(tree, left, right, places, conditions);
        }

        private Built leaf(int index) {
            var member = graph.member(index);
            var places = new HashMap<Integer, Integer>();
            for (var i = 0; i < member.width(); i++) {
                places.put(member.first() + i, i);
            }
            var bare = new Built(member.node(), places);
            if (member.type() != JoinRelType.INNER) {
                return bare;
            }
            return new Built(Expressions.filter(member.node(), bare.mapped(graph.conditions(index))), places);
        }

        private Built outer(Tree tree, Built left, Built right, Map<Integer, Integer> places, List<RexNode> above) {
            var index = Long.numberOfTrailingZeros(
                    java.util.Objects.requireNonNull(tree.right()).members());
            var member = graph.member(index);
            var own = member.condition().stream()
                    .map(condition -> Expressions.map(condition, places::get))
                    .toList();
            var joined = join(left, right, own, member.type());
            if (!member.type().projectsRight()) {
                return new Built(Expressions.filter(joined, above), left.places);
            }
            var all = new ArrayList<>(above);
            graph.conditions(index).forEach(condition -> all.add(Expressions.map(condition, places::get)));
            return new Built(Expressions.filter(joined, all), places);
        }

        private RexNode equal(Built left, int first, Built right, int second, int width) {
            var builder = left.node.getCluster().getRexBuilder();
            var leftPlace = left.places.get(first);
            var rightPlace = right.places.get(second);
            var leftType = left.node.getRowType().getFieldList().get(leftPlace).getType();
            var rightType =
                    right.node.getRowType().getFieldList().get(rightPlace).getType();
            return builder.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    new RexInputRef(leftPlace, leftType),
                    new RexInputRef(rightPlace + width, rightType));
        }

        private RelNode join(Built left, Built right, List<RexNode> conditions, JoinRelType type) {
            var condition = Expressions.and(left.node.getCluster().getRexBuilder(), conditions);
            return LogicalJoin.create(left.node, right.node, List.of(), condition, Set.of(), type);
        }
    }
}
