package io.weir.task;

import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeWriter;
import io.weir.graph.Dataflow;
import io.weir.operator.OperatorMetrics;
import java.util.List;

/**
 * All that makes a task.
 *
 * @param metrics one a step: source, chain, sink
 */
public record TaskPlan(
        TaskId id,
        Dataflow.Stage stage,
        int parallelism,
        Ends ends,
        List<OperatorMetrics> metrics,
        TaskEnvironment environment) {
    public TaskPlan {
        metrics = List.copyOf(metrics);
    }

    /** The task's ends of the stage's edges. */
    public record Ends(List<Arrival> arrivals, List<Departure> departures) {
        public Ends {
            arrivals = List.copyOf(arrivals);
            departures = List.copyOf(departures);
        }
    }

    /** The channels of an edge that lead to this task. */
    public record Arrival(Place place, List<? extends Channel> channels) {}

    /** The task's writer for an edge, or for the way to the client, from one of the stage's outputs. */
    public record Departure(int output, ExchangeWriter writer) {}

    String name() {
        return stage.name() + " (" + (id.index() + 1) + " of " + parallelism + ")";
    }
}
