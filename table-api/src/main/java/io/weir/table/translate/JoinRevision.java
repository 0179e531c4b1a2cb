package io.weir.table.translate;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.graph.Revision;
import io.weir.relational.HashJoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides how the two sides of joins meet when their build sides are there: a small one goes whole to every task and the probe rows
 * stay where they are, a large one stays spread by the keys as the probe rows then are.
 *
 * @param broadcastBytes how large a build side may be to go to every task
 */
record JoinRevision(List<Choice> choices, long broadcastBytes) implements Revision {
    JoinRevision {
        choices = List.copyOf(choices);
    }

    /**
     * A join that is planned with both sides spread by the keys, at the beginning of a stage that is not the probe side's.
     *
     * @param probe the edge of the probe side, by place
     * @param build the edge of the build side, a blocking one
     * @param table the name under which tasks would share the table
     */
    record Choice(int probe, int build, String table) implements java.io.Serializable {}

    @Override
    public Dataflow revise(Dataflow dataflow, Map<Integer, EdgeStatistics> seen) {
        var revised = dataflow;
        for (var choice : choices) {
            var build = seen.get(choice.build());
            if (build != null && build.totalBytes() <= broadcastBytes) {
                revised = broadcast(revised, choice);
            }
        }
        return revised;
    }

    private static Dataflow broadcast(Dataflow dataflow, Choice choice) {
        var edges = new ArrayList<>(dataflow.edges());
        var build = edges.get(choice.build());
        edges.set(choice.build(), build.with(new Partitioning.Broadcast()));
        edges.set(choice.probe(), edges.get(choice.probe()).with(new Partitioning.Forward()));
        var stages = new ArrayList<>(dataflow.stages());
        stages.replaceAll(stage -> stage.id() == build.to() ? shared(stage, build.operator(), choice.table()) : stage);
        return dataflow.with(stages, edges);
    }

    private static Dataflow.Stage shared(Dataflow.Stage stage, int operator, String table) {
        var chain = new ArrayList<>(stage.chain());
        chain.set(operator, ((HashJoin.Plan) chain.get(operator)).shared(table));
        return stage.with(chain);
    }
}
