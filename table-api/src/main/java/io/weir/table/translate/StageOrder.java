package io.weir.table.translate;

import io.weir.graph.Dataflow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts stages into an order in which every edge leads forward. */
final class StageOrder {
    private StageOrder() {}

    static List<Integer> of(List<Integer> stages, List<Dataflow.Edge> edges) {
        var done = new LinkedHashSet<Integer>();
        stages.forEach(stage -> visit(stage, edges, done));
        return new ArrayList<>(done);
    }

    private static void visit(int stage, List<Dataflow.Edge> edges, Set<Integer> done) {
        if (done.contains(stage)) {
            return;
        }
        for (var edge : edges) {
            if (edge.to() == stage) {
                visit(edge.from(), edges, done);
            }
        }
        done.add(stage);
    }
}
