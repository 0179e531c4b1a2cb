package io.weir.table.translate;

import io.weir.table.node.ScanNode;
import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexInputRef;

/**
 * Finds the scans whose rows a join's build side can narrow: those from which the probe key comes unchanged, through nodes that only
 * ever drop or group rows by it.
 */
final class FilterTargets {
    private record Target(Draft draft, int column) {}

    private final SharedPlans shared;
    private final IdentityHashMap<ScanNode, Draft> scans = new IdentityHashMap<>();
    private int names;

    FilterTargets(SharedPlans shared) {
        this.shared = shared;
    }

    void scanned(ScanNode node, Draft draft) {
        scans.put(node, draft);
    }

    /** The name of a filter on that column of the node, which the scans found now wait for; empty if there is none. */
    String request(RelNode node, int column) {
        var targets = new ArrayList<Target>();
        find(node, column, targets);
        if (targets.isEmpty()) {
            return "";
        }
        var name = "filter-" + names++;
        targets.forEach(target -> target.draft().narrow(name, target.column()));
        return name;
    }

    private void find(RelNode node, int column, List<Target> targets) {
        if (shared.isShared(node)) {
            return;
        }
        if (node instanceof ScanNode scan) {
            var draft = scans.get(scan);
            if (draft != null) {
                targets.add(new Target(draft, column));
            }
        } else if (node instanceof Project project) {
            if (project.getProjects().get(column) instanceof RexInputRef reference) {
                find(project.getInput(), reference.getIndex(), targets);
            }
        } else if (node instanceof Filter filter) {
            find(filter.getInput(), column, targets);
        } else if (node instanceof Aggregate aggregate) {
            if (aggregate.getGroupSets().size() == 1 && column < aggregate.getGroupCount()) {
                find(aggregate.getInput(), aggregate.getGroupSet().nth(column), targets);
            }
        } else if (node instanceof UnnestNode unnest) {
            if (column < unnest.getInput().getRowType().getFieldCount()) {
                find(unnest.getInput(), column, targets);
            }
        } else if (node instanceof Union union && union.all) {
            union.getInputs().stream()
                    .filter(input -> sameType(input, union, column))
                    .forEach(input -> find(input, column, targets));
        } else if (node instanceof Join join) {
            findInJoin(join, column, targets);
        }
    }

    /** Keys of another type are cast on their way, and a filter knows only those that arrive. */
    private static boolean sameType(RelNode one, RelNode other, int column) {
        return Translation.schema(one)
                .fields()
                .get(column)
                .type()
                .equals(Translation.schema(other).fields().get(column).type());
    }

    private void findInJoin(Join join, int column, List<Target> targets) {
        var left = join.getLeft().getRowType().getFieldCount();
        if (column < left && !join.getJoinType().generatesNullsOnLeft()) {
            find(join.getLeft(), column, targets);
        } else if (column >= left && !join.getJoinType().generatesNullsOnRight()) {
            find(join.getRight(), column - left, targets);
        }
    }
}
