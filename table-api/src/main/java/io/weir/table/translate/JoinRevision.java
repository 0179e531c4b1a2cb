package io.weir.table.translate;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.graph.Revision;
import io.weir.relational.HashJoin;
import io.weir.relational.PublishedFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides how the two sides of joins meet when their build sides are there: a small one goes whole to every task and the probe rows
 * stay where they are, a large one stays spread by the keys as the probe rows then are. Those are kept before they are joined if one of their
 * partitions may be so large that several tasks are to read it.
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
            var kept = revised.edges().get(choice.probe()).delivery() == Dataflow.Delivery.BLOCKING;
            if (build != null && !kept) {
                revised = build.totalBytes() <= broadcastBytes ? broadcast(revised, choice) : spread(revised, choice);
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

    private static Dataflow spread(Dataflow dataflow, Choice choice) {
        var probe = dataflow.edges().get(choice.probe());
        var mayKeep = probe.partitioning() instanceof Partitioning.Hash hash
                && hash.skew().isPresent();
        if (!mayKeep || awaitsFilters(dataflow, choice)) {
            return dataflow;
        }
        var edges = new ArrayList<>(dataflow.edges());
        edges.set(choice.probe(), probe.with(Dataflow.Delivery.BLOCKING));
        return dataflow.with(dataflow.stages(), edges);
    }

    /** Whether other joins are to narrow the scan of the probe side: what they know would come too late. */
    private static boolean awaitsFilters(Dataflow dataflow, Choice choice) {
        var build = dataflow.edges().get(choice.build());
        var join = (HashJoin.Plan) dataflow.stage(build.to()).chain().get(build.operator());
        var own = join.filters().stream().map(PublishedFilter::name).toList();
        var source = dataflow.stage(dataflow.edges().get(choice.probe()).from()).source();
        return source.isPresent() && !own.containsAll(source.get().filters().keySet());
    }

    private static Dataflow.Stage shared(Dataflow.Stage stage, int operator, String table) {
        var chain = new ArrayList<>(stage.chain());
        chain.set(operator, ((HashJoin.Plan) chain.get(operator)).shared(table));
        return stage.with(chain);
    }
}
