package io.weir.table.rule;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.JoinRelType;

/**
 * Looks for the order of joins that moves the fewest rows. The right side of each join is the one to be kept in memory: the smaller, or
 * the one that the type of the join asks for.
 */
final class JoinSearch {
    private static final double BUILD = 1.5;
    private static final double PROBE = 0.5;
    private static final double PAIR = 0.1;

    /** Joined members; without sides, one member. */
    record Tree(long members, @Nullable Tree left, @Nullable Tree right, JoinRelType type, double cost) {}

    private final JoinGraph graph;

    /** Whether tables without a common condition may be joined though others could connect them. */
    private boolean crosses;

    private JoinSearch(JoinGraph graph) {
        this.graph = graph;
    }

    /** Weighs every order of up to {@code exhaustive} members; beyond, joins step by step what gives the fewest rows. */
    static Tree find(JoinGraph graph, int exhaustive) {
        var search = new JoinSearch(graph);
        return graph.size() <= exhaustive ? search.everyOrder() : search.stepByStep();
    }

    private static Tree leaf(int member) {
        return new Tree(1L << member, null, null, JoinRelType.INNER, 0);
    }

    private Tree everyOrder() {
        Map<Long, Tree> best = new HashMap<>();
        for (var i = 0; i < graph.size(); i++) {
            best.put(1L << i, leaf(i));
        }
        var all = (1L << graph.size()) - 1;
        for (var set = 1L; set <= all; set++) {
            if ((set & set - 1) != 0 && graph.whole(set)) {
                var found = bestOf(set, best);
                if (found != null) {
                    best.put(set, found);
                }
            }
        }
        var found = best.get(all);
        if (found != null) {
            return found;
        } else if (crosses) {
            throw new AssertionError("no order joins all members");
        }
        crosses = true;
        return everyOrder();
    }

    private @Nullable Tree bestOf(long set, Map<Long, Tree> best) {
        Tree found = null;
        for (var left = set - 1 & set; left > 0; left = left - 1 & set) {
            var first = best.get(left);
            var second = first == null ? null : best.get(set & ~left);
            if (first != null && second != null) {
                found = better(found, first, second);
            }
        }
        return found;
    }

    /** The join of the two if it can be and costs less than another, else the other. */
    private @Nullable Tree better(@Nullable Tree other, Tree left, Tree right) {
        var type = graph.type(left.members, right.members);
        if (type == null || type == JoinRelType.INNER && !suits(left.members, right.members)) {
            return other;
        }
        var cost = cost(left, right, type);
        return other == null || cost < other.cost
                ? new Tree(left.members | right.members, left, right, type, cost)
                : other;
    }

    private boolean suits(long left, long right) {
        return graph.rows(left) >= graph.rows(right)
                && (crosses || graph.related(left, right) || graph.alone(left) && graph.alone(right));
    }

    private double cost(Tree left, Tree right, JoinRelType type) {
        var probe = graph.rows(left.members);
        var build = graph.rows(right.members);
        var cost = left.cost + right.cost + graph.rows(left.members | right.members) + BUILD * build + PROBE * probe;
        var pairs = type == JoinRelType.INNER && !graph.connected(left.members, right.members);
        return pairs ? cost + PAIR * probe * build + probe : cost;
    }

    private Tree stepByStep() {
        List<Tree> parts = new ArrayList<>();
        for (var i = 0; i < graph.size(); i++) {
            parts.add(leaf(i));
        }
        while (parts.size() > 1) {
            var next = nearest(parts);
            parts.remove(next.left);
            parts.remove(next.right);
            parts.add(next);
        }
        return parts.get(0);
    }

    /** The join of two parts that adds the least; parts without a common key last. */
    private Tree nearest(List<Tree> parts) {
        Tree found = null;
        var least = Double.POSITIVE_INFINITY;
        for (var left : parts) {
            for (var right : parts) {
                var joined = left.members == right.members ? null : better(null, left, right);
                if (joined != null) {
                    var cost = joined.cost - left.cost - right.cost;
                    if (found == null || cost < least) {
                        least = cost;
                        found = joined;
                    }
                }
            }
        }
        if (found != null) {
            return found;
        } else if (crosses) {
            throw new AssertionError("no two parts can be joined");
        }
        crosses = true;
        return nearest(parts);
    }
}
