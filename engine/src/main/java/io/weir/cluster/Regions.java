package io.weir.cluster;

import io.weir.graph.Dataflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stages joined by pipelined edges, which begin together: when the stages behind all blocking edges from outside have ended. */
final class Regions {
    private Regions() {}

    /** The stages to begin now. Regions that wait for each other begin once nothing else runs. */
    static List<Dataflow.Stage> next(Dataflow dataflow, Set<Integer> begun, Set<Integer> ended) {
        var region = regions(dataflow);
        var waiting = new HashSet<Integer>();
        for (var edge : dataflow.edges()) {
            var to = region.get(edge.to());
            if (!to.equals(region.get(edge.from())) && !ended.contains(edge.from())) {
                waiting.add(to);
            }
        }
        var rest = dataflow.stages().stream()
                .filter(stage -> !begun.contains(stage.id()))
                .toList();
        var next = rest.stream()
                .filter(stage -> !waiting.contains(region.get(stage.id())))
                .toList();
        return next.isEmpty() && ended.containsAll(begun) ? rest : next;
    }

    /** The number of a region for each stage. */
    private static Map<Integer, Integer> regions(Dataflow dataflow) {
        var region = new HashMap<Integer, Integer>();
        dataflow.stages().forEach(stage -> region.put(stage.id(), stage.id()));
        for (var edge : dataflow.edges()) {
            if (edge.delivery() == Dataflow.Delivery.PIPELINED) {
                var from = region.get(edge.from());
                var to = region.get(edge.to());
                region.replaceAll((stage, number) -> number.equals(to) ? from : number);
            }
        }
        return region;
    }
}
